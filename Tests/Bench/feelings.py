"""Feelings of many visitors: each from its own network address, at one shop after the other."""

from wire import post

WORDS = (
    "Venue+un+jour+de+pluie%2C+j%27ai+trouv%C3%A9+ce+qu%27il+me+fallait.+Accueil+aimable%2C+prix+justes%2C+th%C3%A9"
    "+chaud.+Je+reviendrai+avec+des+amis%2C+peut-%C3%AAtre+un+samedi+de+march%C3%A9.")


def kind(n, shops):
    """The face, and whether something was bought; differs from one visit of a shop to the next."""
    turn = n // shops
    return (n + turn) % 5 + 1, (n + turn // 2) % 2 == 0


def feeling(codes, n):
    """The `n`th request. No network address sends ten and no shop receives two hundred, so no limit is
    reached."""
    face, is_bought = kind(n, len(codes))
    form = f"feeling={face}&purchased={'yes' if is_bought else 'no'}&note={WORDS}+{n}"
    visitor = f"10.{n >> 16 & 255}.{n >> 8 & 255}.{n & 255}"
    return post(f"/b/{codes[n * 29 % len(codes)]}", form, x_forwarded_for=visitor)
