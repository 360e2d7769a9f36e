"""MFA: passkeys, codes of an app, and recovery codes.

allauth does the work; here are our words, our pages, and who needs one.
"""
