"""Chinese messages for click, which asks gettext for every text it prints."""
from __future__ import annotations

import gettext

MESSAGES = {
    "Usage:": "用法:",
    "Usage: ": "用法: ",
    "usage: {usage}": "用法: {usage}",
    "Options": "选项",
    "Commands": "命令",
    "[OPTIONS]": "[选项]",
    "Arguments": "参数",
    "Show this message and exit.": "显示这份说明。",
    "Show the version and exit.": "显示版本。",
    "Error: {message}": "错误: {message}",
    "Error": "错误",
    "Aborted!": "已停止。",
    "Try '{command} {option}' for help.": "用 “{command} {option}” 看说明。",
    "No such command {name!r}.": "没有命令 {name!r}。",
    "No such command {name!r}": "没有命令 {name!r}",
    "No such option: {name}": "没有选项 {name}",
    "No such option {name!r}.": "没有选项 {name!r}。",
    "Did you mean {possibility}?": "是不是 {possibility}?",
    "(Possible options: {possibilities})": "(相近的选项: {possibilities})",
    "(Did you mean one of: {possibilities}?)": "(是不是其中之一: {possibilities})",
    "Missing command.": "缺少命令。",
    "Missing argument": "缺少参数",
    "Missing option": "缺少选项",
    "Missing parameter": "缺少参数",
    "Missing {param_type}": "缺少 {param_type}",
    "Missing parameter: {param_name}": "缺少参数: {param_name}",
    "Choose from:\n\t{choices}": "可选:\n\t{choices}",
    "Invalid value: {message}": "值不对: {message}",
    "Invalid value for {param_hint}: {message}": "{param_hint} 的值不对: {message}",
    "{value!r} is not {choice}.": "{value!r} 不是 {choice}。",
    "{value!r} is not a valid {number_type}.": "{value!r} 不是有效的 {number_type}。",
    "{value} is not in the range {range}.": "{value} 不在范围 {range} 内。",
    "{name} {filename!r} does not exist.": "{name} {filename!r} 不存在。",
    "{name} {filename!r} is a file.": "{name} {filename!r} 是文件。",
    "{name} {filename!r} is a directory.": "{name} {filename!r} 是文件夹。",
    "{name} {filename!r} is not readable.": "{name} {filename!r} 没有读的权限。",
    "file": "文件",
    "directory": "文件夹",
    "path": "路径",
    "Directory": "文件夹",
    "File": "文件",
    "Option {name!r} requires an argument.": "选项 {name!r} 要带一个值。",
    "Option {name!r} does not take a value.": "选项 {name!r} 不带值。",
    "default: {default}": "默认 {default}",
    "required": "必填",
}
PLURALS = {
    "{value!r} is not one of {choices}.": "{value!r} 不在可选值中: {choices}。",
    "{value!r} is not {choice}.": "{value!r} 不在可选值中: {choice}。",
    "Got unexpected extra argument ({args})": "多出了参数 ({args})",
    "(Possible options: {possibilities})": "(相近的选项: {possibilities})",
    "Did you mean {possibility}?": "是不是 {possibility}?",
    "Option {name!r} requires an argument.": "选项 {name!r} 要带一个值。",
}


def install() -> None:
    """Answer gettext's questions in Chinese; must run before click is imported. Unknown texts stay as they are."""
    gettext.gettext = lambda message: MESSAGES.get(message, message)
    gettext.ngettext = lambda one, many, n: PLURALS.get(one, MESSAGES.get(one, one if n == 1 else many))  # type: ignore[assignment]
