"""A link as a square of dots, which the camera of a phone reads."""

import base64
from io import BytesIO

import qrcode
from qrcode.image.svg import SvgPathImage


def qr_code(text: str) -> str:
    """An SVG as `data:` address, for the source of an image."""
    picture = BytesIO()
    qrcode.make(text, image_factory=SvgPathImage).save(picture)
    return f"data:image/svg+xml;base64,{base64.b64encode(picture.getvalue()).decode()}"
