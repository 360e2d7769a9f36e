import threading

from myeloma_journal.platform.accounts import hashers


def test_two_passwords_are_hashed_at_once_in_a_process(monkeypatch):
    """AVA-4: twelve people who sign in at once do not fill the memory."""
    running, most = [], []
    monkeypatch.setattr(
        hashers.Argon2PasswordHasher, "encode", lambda *args: note(running, most)
    )
    hasher = hashers.BoundedArgon2PasswordHasher()
    threads = [
        threading.Thread(target=hasher.encode, args=("password", "salt"))
        for _ in range(12)
    ]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert max(most) == 2


def note(running, most):
    running.append(1)
    most.append(len(running))
    threading.Event().wait(0.01)
    running.pop()


def test_password_needs_46_mebibytes():
    encoded = hashers.BoundedArgon2PasswordHasher().encode("password", "saltsaltsalt")

    assert "$m=47104,t=1,p=1$" in encoded
