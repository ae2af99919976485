"""登录: how somebody proves who he is, here or at the government's own sign-on."""
