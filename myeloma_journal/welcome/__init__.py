"""Landing page, onboarding, help, and the demo."""
