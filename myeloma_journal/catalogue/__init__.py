"""What we publish: checklists, symptoms, therapies, lab markers, plain words."""
