"""Pages of signing in and out, of second factors and of the government's sign-on."""
