"""How the web is met: content policy, what browsers may use, how much a request carries and how often it may come.

Rules only; zhuanban.ground.core carries them out.
"""

from csp.constants import NONE, SELF

from zhuanban.ground.core.request_rules import BodyRule, Per, RateRule

MB = 1024 * 1024
# A page may run and show only what comes from its own address; photos that a phone has not sent yet are blobs.
CONTENT_POLICY = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF, "data:", "blob:"],
    "media-src": [SELF, "blob:"],
    "font-src": [SELF],
    "connect-src": [SELF],
    "worker-src": [SELF],
    "manifest-src": [SELF],
    "form-action": [SELF],
    "base-uri": [NONE],
    "object-src": [NONE],
    "frame-src": [NONE],
}
POLICY_REPORTS = "/policy-reports/"
# What a browser must not lend to a page; camera and position are lent to the phone page alone.
BARRED_FEATURES = (
    "accelerometer", "autoplay", "bluetooth", "camera", "display-capture", "geolocation", "gyroscope", "hid",
    "magnetometer", "microphone", "midi", "payment", "serial", "usb",
)  # fmt: skip
PHONE_FEATURES = frozenset({"camera", "geolocation"})
PHONE_PAGES = r"^/c/[-\w]+/m/"

# The first rule whose pattern fits the address holds. Files come through few doors; a form needs little.
BODY_RULES = (
    BodyRule(r"^/api/v1/c/[-\w]+/photos/", 16 * MB, "照片"),
    BodyRule(r"^/api/v1/(compile|compare|conform)$", 44 * MB, "文件"),
    BodyRule(r"/(load|upload|import)/$", 21 * MB, "文件"),
    BodyRule(r"^/c/[-\w]+/matters/", 64 * MB, "照片合起来"),
    BodyRule(r"^/policy-reports/$", 16 * 1024, "报告"),
    BodyRule(r"^/sign-in/", 64 * 1024, "表单"),
    BodyRule(r"", 2 * MB, "内容"),
)
LONGEST_ADDRESS = 8192

# Generous for people, narrow for programs that try. Many people share one address behind an office's router, so an
# address alone is counted only where nobody is recognised yet, and in numbers that a whole bureau does not reach.
RATE_RULES = (
    RateRule("sign-in", r"^/sign-in/", ("POST",), Per.ADDRESS, 300, 600, "登录"),
    # Each way to the sign-on leaves a session behind, also where nobody comes back.
    RateRule("sign-on", r"^/sign-in/(oidc|cas)/", ("GET",), Per.ADDRESS, 600, 600, "登录"),
    RateRule("policy-reports", r"^/policy-reports/$", ("POST",), Per.ADDRESS, 60, 600, "报告"),
    RateRule("compiling", r"^/api/v1/(compile|compare|conform)$", ("POST",), Per.ACCOUNT, 60, 600, "编译"),
    RateRule("loading", r"/(plan/load|localplans/upload)/$", ("POST",), Per.ACCOUNT, 60, 600, "上传文件"),
    # 500 reports that waited on a phone, each with a few photos in parts.
    RateRule("phone", r"^/api/v1/c/[-\w]+/(visits|photos)/", ("PUT",), Per.ACCOUNT, 6000, 600, "上传"),
    RateRule("exports", r"/export/$", ("GET",), Per.ACCOUNT, 60, 600, "导出"),
    RateRule("writing by programs", r"^/api/", ("POST", "PUT", "PATCH", "DELETE"), Per.ACCOUNT, 3000, 600, "写入"),
    RateRule("writing", r"", ("POST", "PUT", "PATCH", "DELETE"), Per.ACCOUNT, 1200, 600, "提交"),
)
