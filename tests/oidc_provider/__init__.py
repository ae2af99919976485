"""A real provider of OpenID Connect (django-oauth-toolkit) as a process of its own, with its own database."""
