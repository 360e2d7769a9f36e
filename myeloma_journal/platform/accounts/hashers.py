from threading import BoundedSemaphore

from django.contrib.auth.hashers import Argon2PasswordHasher

# Two at a time in each process: the others wait some tens of milliseconds.
_turns = BoundedSemaphore(2)


class BoundedArgon2PasswordHasher(Argon2PasswordHasher):
    """Argon2id in bounded memory, however many people sign in at once.

    Source of the parameters: OWASP Password Storage Cheat Sheet, m=47104 (46 MiB), t=1,
    p=1. Django's take 100 MiB each, and as many at once as there are threads.
    """

    memory_cost = 47104
    time_cost = 1
    parallelism = 1

    def encode(self, password: str, salt: str) -> str:
        with _turns:
            return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        with _turns:
            return super().verify(password, encoded)
