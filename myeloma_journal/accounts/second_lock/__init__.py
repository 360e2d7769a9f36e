"""The second lock: passkeys, codes of an app, and recovery codes for the bad day.

allauth does the work; here are our words, our pages, and who needs one.
"""
