"""Families F (files) and S (structure): what `source` finds when a file cannot be read as what it should be. Declared here, found there."""

from gongkai.diagnostics import Basis, Severity
from gongkai.rules.registry import declare

_RULES = (
    ("F001", "unreadable", "文件或文件夹读不出来", "方案目录里的每个文件都要能读取"),
    ("F002", "bad-file-name", "名称不能用作网址", "文件夹和文件的名称就是公开的网址，只用小写字母、数字和连字符"),
    ("F003", "name-case", "名称只有大小写不同", "名称不看大小写也要不同，因为 Windows 和 macOS 不区分大小写"),
    ("F004", "same-address", "两个文件同一个地址", "一个地址只来自一个文件"),
    ("F005", "file-ending", "扩展名不是 .yml", "方案和登记文件的扩展名一律为 .yml"),
    ("F006", "missing-registry", "缺少 region.yml 或 agency.yml", "每个地区有 region.yml，每个单位有 agency.yml"),
    ("F007", "stray-file", "文件放错了位置", "方案放在“地区/单位/年度.yml”"),
    ("F008", "symbolic-link", "符号链接", "目录就是身份，不用符号链接"),
    ("F009", "no-schemes", "没有任何方案", "方案目录里至少有一份方案"),
    ("F010", "file-too-large", "文件太大", "一个文件不超过 1 MiB"),
    ("F011", "not-utf-8", "不是 UTF-8 文字", "文件一律用 UTF-8 编码"),
    ("F012", "byte-order-mark", "文件开头有字节顺序标记", "UTF-8 不带字节顺序标记（BOM）"),
    ("F013", "control-character", "看不见的控制字符", "文字里没有控制字符和改变文字方向的符号"),
    ("F014", "empty-file", "空文件", "文件要有内容"),
    ("F015", "yaml-syntax", "YAML 语法错误", "YAML 1.2"),
    ("F016", "tab-indentation", "用制表符缩进", "YAML 1.2 第 6.1 节：缩进只用空格"),
    ("F017", "full-width", "全角符号或数字用错了地方", "冒号、逗号、括号用作 YAML 标记时和数字一律用半角"),
    ("F018", "duplicate-key", "键重复", "YAML 1.2 第 3.2.1.1 节：同一层的键不重复"),
    ("F019", "yaml-extras", "锚点、别名、标签、合并键或指令", "内容原样写出，不用 YAML 的引用和类型标记"),
    ("F020", "several-documents", "一个文件里有几份文档", "一个文件一份文档"),
    ("F021", "too-deep", "嵌套太深", "最多 32 层"),
    ("F022", "not-a-mapping", "最外层不是一组键值", "文件由“键: 值”组成"),
    ("F023", "number-notation", "数字的写法", "数字只写成普通十进制，最多 15 位"),
    ("F024", "key-not-text", "键不是文字", "键是一行文字"),
    ("F025", "missing-attachment", "附件的文件不存在", "附件写明的文件放在与方案同名的文件夹里"),
    ("F026", "unusable-attachment", "附件的文件不能发布", "附件是能读取的普通文件，有内容，不超过 20 MiB"),
    ("F027", "attachment-name", "附件的文件名不能用", "附件的文件名就是下载的网址，只用小写字母、数字和连字符，加上扩展名"),
    ("S001", "unknown-field", "没有这个键", "只用规定的键"),
    ("S002", "missing-field", "缺少必填的键", "必填的键不能少"),
    ("S003", "wrong-type", "值的类型不对", "每个键的值有规定的类型"),
    ("S004", "unknown-choice", "不在可选范围内", "可选的值照样书写"),
    ("S005", "bad-date", "日期或时间不对", "日期写成 2024-09-27，时间写成 2024-09-29T09:00+08:00"),
    ("S006", "bad-period", "时段不对", "时段是一天、一段、一个月或一旬"),
    ("S007", "bad-id", "标识不合规则", "标识由小写字母、数字和中间的连字符组成"),
    ("S008", "points-and-share", "分值和权重同时写了", "一项考评内容只写分值或只写权重"),
    ("S009", "empty-value", "空值", "写了键就要有内容"),
    ("S010", "format-version", "格式版本不对", "目前只有 format: 1"),
    ("S011", "bad-percent", "百分比的写法不对", "百分比写成 30%"),
    ("S012", "bad-code", "编号的写法不对", "区划代码为六位数字（GB/T 2260），规则编号为一个字母加三位数字"),
    ("S013", "out-of-range", "数值超出范围", "年度、级别、个数各有范围"),
    ("S014", "too-long", "文字太长", "概述最多 100 个字，出处最多 40 个字，标识最多 64 个字符"),
    ("S015", "line-break", "应写在一行里", "名称、标题等只占一行"),
    ("S016", "too-many-levels", "级数太多", "考评内容和指标最多 9 级"),
)

_REMINDERS = (
    ("F028", "withheld-file", "不公开的附件写了文件", "不公开的附件只写标题和理由"),
    ("F029", "unlisted-file", "附件文件夹里有没有写到的文件", "附件文件夹里只放附件写明的文件"),
)
UNPUBLISHED = frozenset(code for code, *_ in _REMINDERS) | {"V010", "V011", "V012", "V013"}
"""Rules whose findings speak of what readers of the site don't see: they are for those who edit.

Files that are not published; names, changes and cells that a published file holds unseen; what of a file nobody has looked into.
"""

for _severity, _rules in ((Severity.ERROR, _RULES), (Severity.WARNING, _REMINDERS)):
    for _code, _name, _title, _source in _rules:
        declare(_code, _name, _title, _severity, Basis.FORMAT, _source)
