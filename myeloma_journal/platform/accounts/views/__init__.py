"""The pages of an account: coming in, and what is one's own."""
