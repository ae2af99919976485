"""The tool: `zhuanban COMMAND …`. Exit codes: 0 done, 1 the answer is no, 2 wrong use or unreadable input."""

import argparse
import os
import re
import sys
from importlib import import_module
from typing import NoReturn

import django
from django.core.exceptions import ImproperlyConfigured

DEMO_MATTERS = 3000

# Which module carries a command out, and whether it needs the database.
COMMANDS = {
    "compile": ("zhuanban.cli.compiling", False),
    "lint": ("zhuanban.cli.compiling", False),
    "compare": ("zhuanban.cli.comparing", False),
    "conform": ("zhuanban.cli.comparing", False),
    "kinds": ("zhuanban.cli.checking_kinds", True),
    "up": ("zhuanban.cli.setting_up", True),
    "serve": ("zhuanban.cli.serving", True),
    "work": ("zhuanban.cli.working", True),
    "demo": ("zhuanban.cli.simulating", True),
    "password": ("zhuanban.cli.resetting", True),
    "unlock": ("zhuanban.cli.resetting", True),
    "emergency": ("zhuanban.cli.emergency", True),
    "journal": ("zhuanban.cli.proving", True),
    "check": ("zhuanban.cli.proving", True),
    "keys": ("zhuanban.cli.keys", True),
    "purge": ("zhuanban.cli.purging", True),
}


FAULTS = (
    (r"invalid choice: '(.*?)'", "没有“{}”这个命令"),
    (r"unrecognized arguments: (.*)", "不认识的参数 {}"),
    (r"arguments are required: (.*)", "缺少 {}"),
    (r"argument (\S+): expected", "{} 后面要写内容"),
    (r"argument (\S+): invalid int", "{} 后面要写整数"),
)


class Parser(argparse.ArgumentParser):
    """Wrong use ends in one Chinese sentence and exit code 2."""

    def error(self, message: str) -> NoReturn:
        found = ((re.search(pattern, message), words) for pattern, words in FAULTS)
        said = next((words.format(match[1]) for match, words in found if match), "用法不对")
        self.exit(2, f"zhuanban：{said}。用法见 zhuanban --help\n")


def parser() -> argparse.ArgumentParser:
    """All commands with their arguments."""
    root = Parser(prog="zhuanban", description="专班：把专项行动的通知编成计划，一直办到底。")
    commands = root.add_subparsers(dest="command", required=True, metavar="命令", parser_class=Parser)
    for name, text in (("compile", "编译通知，打印计划"), ("lint", "像编译器一样列出通知的疑点")):
        command = commands.add_parser(name, help=text)
        command.add_argument("notice", metavar="通知文件")
        command.add_argument("--json", action="store_true", help="打印 JSON")
    kinds = commands.add_parser("kinds", help="检查事项类别的规格，列出错处")
    kinds.add_argument("file", nargs="?", metavar="规格文件", help="YAML；缺省时检查软件所附的全部类别")
    for name, text, old, new in (
        ("compare", "逐条对比两份通知，列出变动", "旧通知", "新通知"),
        ("conform", "对照通知检查乡镇方案：落实、弱化、漏项、增加", "通知文件", "乡镇方案"),
    ):
        command = commands.add_parser(name, help=text)
        command.add_argument("old", metavar=old)
        command.add_argument("new", metavar=new)
        command.add_argument("--json", action="store_true", help="打印 JSON")
    up = commands.add_parser("up", help="准备好缺的东西，然后提供服务，直到停止")
    up.add_argument("notice", nargs="?", metavar="通知文件", help="缺省时用自带的示例通知")
    up.add_argument("--demo", action="store_true", help="模拟行动从第一天到今天")
    up.add_argument("--matters", type=int, default=DEMO_MATTERS, help="模拟约多少件事项")
    up.add_argument("--demo-accounts", action="store_true", help="只开演示账号，不模拟")
    up.add_argument("--force", action="store_true", help="演示账号也允许别的电脑访问（只限可信的网络）")
    serving(up)
    serving(commands.add_parser("serve", help="只提供网页服务"))
    commands.add_parser("work", help="只运行后台任务")
    demo = commands.add_parser("demo", help="模拟行动从第一天到今天，然后继续后台任务")
    demo.add_argument("--matters", type=int, default=DEMO_MATTERS, help="模拟约多少件事项")
    demo.add_argument("--seed", type=int, default=20240205)
    demo.add_argument("--remove-accounts", action="store_true", help="停用全部演示账号")
    demo.add_argument("--then-work", action="store_true", help=argparse.SUPPRESS)
    password = commands.add_parser("password", help="给忘记密码的人重置密码，打印新密码")
    password.add_argument("username", metavar="用户名")
    emergency_commands(commands)
    journal_acts(commands.add_parser("journal", help="核验、导出、归档日志"))
    check = commands.add_parser("check", help="核对计数与明细、可见范围是否一致")
    check.add_argument("--mend", action="store_true", help="不一致时改正")
    check.add_argument("--papers", metavar="文件夹", help="起草定级、个人信息影响评估、数据目录、重复建设四份材料")
    check.add_argument("--deploy", action="store_true", help="对照等保三级和密码应用要求逐项自查")
    check.add_argument("--json", action="store_true", help="自查结果打印成 JSON")
    keys = commands.add_parser("keys", help="个人信息的密钥：列出、轮换、停用")
    keys.add_argument("act", choices=["list", "rotate", "retire", "new"])
    purge = commands.add_parser("purge", help="删除过了保存期限的个人信息")
    purge.add_argument("--dry-run", action="store_true", help="只说会删什么，不删")
    keys.add_argument("number", nargs="?", type=int, metavar="编号", help="停用哪一把")
    return root


def journal_acts(command: argparse.ArgumentParser) -> None:
    """What can be done to the journal."""
    acts = command.add_subparsers(dest="act", required=True, metavar="做什么", parser_class=Parser)
    verify = acts.add_parser("verify", help="逐条核验封条，指出每一处异常")
    verify.add_argument("file", nargs="?", metavar="文件", help="导出的日志；缺省核验数据库里的")
    verify.add_argument("--against", metavar="旧导出或核对点", help="再与以前的导出逐条比对，或与每日核对点比对")
    export = acts.add_parser("export", help="导出为逐行 JSON，旁边放一份独立的核验程序")
    export.add_argument("file", nargs="?", metavar="文件", help="缺省写到标准输出")
    archive = acts.add_parser("archive", help="导出保存期已过的日志，核验无误后从数据库移除")
    archive.add_argument("before", metavar="日期", help="归档这一天以前的，如 2023-01-01")
    archive.add_argument("file", metavar="文件", help="归档文件，另行保管")


def emergency_commands(commands: "argparse._SubParsersAction[Parser]") -> None:
    """`unlock`, and the account for an emergency."""
    unlock = commands.add_parser("unlock", help="解除连续输错密码后的暂停登录")
    unlock.add_argument("username", metavar="用户名")
    emergency = commands.add_parser("emergency", help="应急账号：开通、关闭")
    emergency.add_argument("act", choices=["open", "close"])
    emergency.add_argument("username", nargs="?", metavar="用户名", help="关闭哪一个；缺省全部关闭")
    emergency.add_argument("--reason", default="", metavar="原因", help="为什么要开，记入日志")
    emergency.add_argument("--role", choices=["system", "security", "audit"], default="system", help="哪一类管理员")
    emergency.add_argument("--hours", type=int, default=4, metavar="小时", help="几小时后到期，最多 24")
    emergency.add_argument("--district", default="", metavar="区县", help="有几个区县时写明")


def serving(command: argparse.ArgumentParser) -> None:
    """The arguments of what serves pages."""
    command.add_argument("--port", type=int, default=8000)
    command.add_argument("--host", default="", help="手机和其他电脑用来访问的地址；写了就启用 HTTPS")


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    arguments = parser().parse_args(argv)
    module, needs_database = COMMANDS[arguments.command]
    try:
        if needs_database:
            os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhuanban.config.settings")
            django.setup()
            if arguments.command != "up":  # which first looks at what it was given
                import_module("zhuanban.ground.core.key_records").prepare()  # a missing or wrong key stops here
        return int(import_module(module).run(arguments))
    except ImproperlyConfigured as error:
        print(f"zhuanban：{error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 0
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


if __name__ == "__main__":
    sys.exit(main())
