"""Whom to call, and when: contacts, numbers and the team's own rules."""
