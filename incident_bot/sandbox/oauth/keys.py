"""The key with which id_tokens are signed: made when it is first needed, kept while the process lives."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from ..records import JSON

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

ALGORITHM = "RS256"


@dataclass(frozen=True)
class SigningKey:
    """`id` changes with the key, so that who kept an earlier one asks again."""

    id: str
    private: RSAPrivateKey

    def sign(self, claims: JSON) -> str:
        """A JSON Web Token: https://www.rfc-editor.org/rfc/rfc7519"""
        import jwt

        return jwt.encode(claims, self.private, ALGORITHM, headers={"kid": self.id})

    def published(self) -> JSON:
        """As `/openid/connect/keys` has it: https://www.rfc-editor.org/rfc/rfc7517"""
        from jwt.algorithms import RSAAlgorithm

        shown = RSAAlgorithm.to_jwk(self.private.public_key(), as_dict=True)
        return {
            "kty": "RSA",
            "use": "sig",
            "alg": ALGORITHM,
            "kid": self.id,
            "n": shown["n"],
            "e": shown["e"],
        }


@cache
def signing_key() -> SigningKey:
    """Takes a tenth of a second at the first call, which a sandbox without sign-ins never pays."""
    from cryptography.hazmat.primitives.asymmetric import rsa

    private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    modulus = private.public_key().public_numbers().n
    return SigningKey(hashlib.sha256(str(modulus).encode()).hexdigest()[:16], private)
