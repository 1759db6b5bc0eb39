"""Translates the plain Python of a kernel into the language of LLVM.

Only what kernels and the functions they call are written with is known: whole numbers of 64 bits, claims,
columns, loops over a range. Anything else is refused by name. Nothing here knows a rule.
"""

import ast
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from inspect import getsource
from textwrap import dedent
from typing import Any

BITS = {"int8": "i8", "int16": "i16", "int32": "i32", "int64": "i64"}
WHOLE, CLAIM = "i64", "i1"

_BETWEEN: dict[type[ast.operator], str] = {
    ast.Add: "add",
    ast.Sub: "sub",
    ast.Mult: "mul",
    ast.RShift: "ashr",
    ast.BitAnd: "and",
    ast.BitOr: "or",
    ast.BitXor: "xor",
}
_COMPARED: dict[type[ast.cmpop], str] = {
    ast.Lt: "slt",
    ast.LtE: "sle",
    ast.Gt: "sgt",
    ast.GtE: "sge",
    ast.Eq: "eq",
    ast.NotEq: "ne",
}
_EXTREMES = {"min": "slt", "max": "sgt"}


class NotTranslatable(TypeError):
    """The text of a kernel says something for which no machine code is known: a fault of the generator."""


@dataclass(frozen=True)
class Column:
    """An argument that is a column: of which whole numbers, and whether the kernel writes it."""

    kind: str
    written: bool = False


@dataclass(frozen=True)
class Value:
    """A value in the text: a number, or what a call gives back in several."""

    name: str
    kind: str


def translated(kernel: str, columns: Mapping[str, Column], called: Mapping[str, Callable[..., Any]]) -> str:
    """The module of `run(first, last, columns)`: the last are addresses in the order of the arguments."""
    written = {name: _parsed(getsource(function)) for name, function in called.items()}
    returned = {name: _returns(function) for name, function in written.items()}
    parts = [_Function(function, {}, returned).text("alwaysinline") for function in written.values()]
    own = _parsed(kernel, "kernel")
    parts.append(_Function(own, columns, returned).text("noinline"))
    parts.append(_entry(own, columns))
    return "\n\n".join(parts)


def _parsed(text: str, name: str | None = None) -> ast.FunctionDef:
    for statement in ast.parse(dedent(text)).body:
        if isinstance(statement, ast.FunctionDef) and name in (None, statement.name):
            return statement
    raise NotTranslatable(f"The text holds no function {name!r}.")


def _returns(function: ast.FunctionDef) -> str:
    """The kind that a function gives back."""
    for node in ast.walk(function):
        if isinstance(node, ast.Return):
            return _several(len(node.value.elts)) if isinstance(node.value, ast.Tuple) else WHOLE
    return "void"


def _several(count: int) -> str:
    return f"{{ {', '.join([WHOLE] * count)} }}"


def _entry(kernel: ast.FunctionDef, columns: Mapping[str, Column]) -> str:
    """What is called from outside: it finds the address of each column in a list of them."""
    lines, given = [], []
    for place, argument in enumerate(each.arg for each in kernel.args.args if each.arg in columns):
        lines += [
            f"  %a{place} = getelementptr inbounds ptr, ptr %columns, i64 {place}",
            f"  %c{place} = load ptr, ptr %a{place}",
        ]
        given.append(_declared(argument, columns).replace(f"%{argument}", f"%c{place}"))
    passed = ", ".join(["i64 %first", "i64 %last", *given])
    return "\n".join(
        [
            "define void @run(i64 %first, i64 %last, ptr %columns) {",
            *lines,
            f"  call void @kernel({passed})",
            "  ret void",
            "}",
        ]
    )


def _declared(argument: str, columns: Mapping[str, Column]) -> str:
    if argument not in columns:
        return f"{WHOLE} %{argument}"
    # No two columns overlap, which spares the machine reading again what it has just read.
    return f"ptr noalias {'' if columns[argument].written else 'readonly '}%{argument}"


class _Function:
    """Variables stand in memory here; LLVM itself moves them into registers."""

    def __init__(
        self, function: ast.FunctionDef, columns: Mapping[str, Column], returned: Mapping[str, str]
    ) -> None:
        self.function = function
        self.columns = columns
        self.returned = returned
        self.kind = returned.get(function.name, "void")
        self.lines: list[str] = []
        self.variables: dict[str, None] = {}
        self.numbered = 0

    def text(self, inlined: str) -> str:
        arguments = [argument.arg for argument in self.function.args.args]
        for argument in arguments:
            if argument not in self.columns:
                self.set(argument, Value(f"%{argument}", WHOLE))
        self.statements(self.function.body)
        if self.kind == "void":
            self.line("ret void")
        else:
            self.line("unreachable")
        declared = ", ".join(_declared(argument, self.columns) for argument in arguments)
        return "\n".join(
            [
                f"define internal {self.kind} @{self.function.name}({declared}) {inlined} nounwind {{",
                *(f"  %v.{name} = alloca i64" for name in self.variables),
                *self.lines,
                "}",
            ]
        )

    def line(self, text: str) -> None:
        self.lines.append(f"  {text}")

    def new(self) -> str:
        self.numbered += 1
        return f"n{self.numbered}"

    def result(self, kind: str, text: str) -> Value:
        name = f"%{self.new()}"
        self.line(f"{name} = {text}")
        return Value(name, kind)

    def block(self, name: str) -> None:
        """What follows is where a jump goes; who comes from above jumps there as well."""
        self.line(f"br label %{name}")
        self.lines.append(f"{name}:")

    def set(self, name: str, value: Value) -> None:
        self.variables[name] = None
        self.line(f"store i64 {self.whole(value).name}, ptr %v.{name}")

    # --- statements -------------------------------------------------------------------------------

    def statements(self, body: Sequence[ast.stmt]) -> None:
        for statement in body:
            self.statement(statement)

    def statement(self, statement: ast.stmt) -> None:
        match statement:
            case ast.Assign(targets=[target], value=value):
                self.assign(target, self.value(value))
            case ast.AugAssign(target=target, op=op, value=value):
                self.assign(target, self.between(op, self.value(_read(target)), self.value(value)))
            case ast.If(test=test, body=body, orelse=otherwise):
                self.branch(test, body, otherwise)
            case ast.For(target=ast.Name(id=name), iter=ast.Call(args=args), body=body):
                self.loop(name, [self.whole(self.value(arg)) for arg in args], body)
            case ast.Return(value=ast.expr() as value):
                self.give_back(value)
            case ast.Pass() | ast.Expr(value=ast.Constant()):
                pass
            case _:
                raise NotTranslatable(f"No machine code is known for {ast.unparse(statement)!r}.")

    def assign(self, target: ast.expr, value: Value) -> None:
        match target:
            case ast.Name(id=name):
                self.set(name, value)
            case ast.Tuple(elts=names):
                for place, each in enumerate(names):
                    self.assign(each, self.part(value, place))
            case ast.Subscript(value=ast.Name(id=name), slice=place):
                kind = BITS[self.columns[name].kind]
                found, address = self.whole(value), self.address(name, place)
                if kind != WHOLE:
                    found = self.result(kind, f"trunc i64 {found.name} to {kind}")
                self.line(f"store {kind} {found.name}, ptr {address}")
            case _:
                raise NotTranslatable(f"No machine code is known for {ast.unparse(target)!r}.")

    def branch(self, test: ast.expr, body: Sequence[ast.stmt], otherwise: Sequence[ast.stmt]) -> None:
        condition = self.claim(self.value(test))
        then, rest, after = self.new(), self.new(), self.new()
        self.line(f"br i1 {condition.name}, label %{then}, label %{rest if otherwise else after}")
        self.lines.append(f"{then}:")
        self.statements(body)
        if otherwise:
            self.line(f"br label %{after}")
            self.lines.append(f"{rest}:")
            self.statements(otherwise)
        self.block(after)

    def loop(self, name: str, ends: Sequence[Value], body: Sequence[ast.stmt]) -> None:
        first = ends[0].name if len(ends) > 1 else "0"
        last = ends[min(1, len(ends) - 1)].name
        step = ends[2].name if len(ends) > 2 else "1"
        again, within, after = self.new(), self.new(), self.new()
        counter = f"{name}.{again}"
        self.set(counter, Value(first, WHOLE))
        self.block(again)
        now = self.result(WHOLE, f"load i64, ptr %v.{counter}")
        more = self.result(CLAIM, f"icmp slt i64 {now.name}, {last}")
        self.line(f"br i1 {more.name}, label %{within}, label %{after}")
        self.lines.append(f"{within}:")
        self.set(name, now)
        self.statements(body)
        self.set(counter, self.result(WHOLE, f"add nsw i64 {now.name}, {step}"))
        self.line(f"br label %{again}")
        self.lines.append(f"{after}:")

    def give_back(self, value: ast.expr) -> None:
        if isinstance(value, ast.Tuple):
            given = "undef"
            for place, each in enumerate(value.elts):
                part = self.whole(self.value(each)).name
                given = self.result(self.kind, f"insertvalue {self.kind} {given}, i64 {part}, {place}").name
        else:
            given = self.whole(self.value(value)).name
        self.line(f"ret {self.kind} {given}")
        self.lines.append(f"{self.new()}:")  # where nobody comes

    # --- values -----------------------------------------------------------------------------------

    def value(self, node: ast.expr) -> Value:
        match node:
            case ast.Constant(value=int(number)):
                return Value(str(int(number)), WHOLE)
            case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int(number))):
                return Value(str(-number), WHOLE)
            case ast.Name(id=name):
                return self.result(WHOLE, f"load i64, ptr %v.{name}")
            case ast.Subscript(value=ast.Name(id=name), slice=place):
                return self.read(name, place)
            case ast.Subscript(value=inner, slice=ast.Constant(value=int(place))):
                return self.part(self.value(inner), place)
            case ast.Call(func=ast.Name(id=name), args=args):
                return self.call(name, [self.value(arg) for arg in args])
        return self.computed(node)

    def computed(self, node: ast.expr) -> Value:
        match node:
            case ast.BinOp(left=left, op=op, right=right):
                return self.between(op, self.value(left), self.value(right))
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return self.result(WHOLE, f"sub i64 0, {self.whole(self.value(operand)).name}")
            case ast.Compare(left=left, ops=[op], comparators=[right]):
                ends = self.whole(self.value(left)).name, self.whole(self.value(right)).name
                return self.result(CLAIM, f"icmp {_COMPARED[type(op)]} i64 {', '.join(ends)}")
            case ast.BoolOp(op=op, values=values):
                return self.joined("and" if isinstance(op, ast.And) else "or", values)
            case ast.IfExp(test=test, body=body, orelse=otherwise):
                return self.chosen(*map(self.value, (test, body, otherwise)))
        raise NotTranslatable(f"No machine code is known for {ast.unparse(node)!r}.")

    def whole(self, value: Value) -> Value:
        """A claim as 0 or 1."""
        return value if value.kind == WHOLE else self.result(WHOLE, f"zext i1 {value.name} to i64")

    def claim(self, value: Value) -> Value:
        return value if value.kind == CLAIM else self.result(CLAIM, f"icmp ne i64 {value.name}, 0")

    def between(self, op: ast.operator, left: Value, right: Value) -> Value:
        if left.kind == right.kind == CLAIM and isinstance(op, ast.BitAnd | ast.BitOr):
            return self.result(CLAIM, f"{_BETWEEN[type(op)]} i1 {left.name}, {right.name}")
        ends = self.whole(left), self.whole(right)
        if isinstance(op, ast.FloorDiv | ast.Mod):
            return self.divided(*ends, rest=isinstance(op, ast.Mod))
        if type(op) not in _BETWEEN:
            raise NotTranslatable(f"No machine code is known for {type(op).__name__}.")
        return self.result(WHOLE, f"{_BETWEEN[type(op)]} i64 {ends[0].name}, {ends[1].name}")

    def divided(self, left: Value, right: Value, *, rest: bool) -> Value:
        """Rounded down as Python does, by what is above zero.

        Denominators are proven positive where they count; elsewhere a zero must not stop the machine.
        """
        by = right
        if not right.name.isdigit():
            none = self.result(CLAIM, f"icmp slt i64 {right.name}, 1")
            by = self.result(WHOLE, f"select i1 {none.name}, i64 1, i64 {right.name}")
        quotient = self.result(WHOLE, f"sdiv i64 {left.name}, {by.name}")
        whole = self.result(WHOLE, f"mul i64 {quotient.name}, {by.name}")
        over = self.result(WHOLE, f"sub i64 {left.name}, {whole.name}")
        below = self.result(WHOLE, f"ashr i64 {over.name}, 63")
        if not rest:
            return self.result(WHOLE, f"add i64 {quotient.name}, {below.name}")
        more = self.result(WHOLE, f"and i64 {below.name}, {by.name}")
        return self.result(WHOLE, f"add i64 {over.name}, {more.name}")

    def joined(self, sign: str, nodes: Sequence[ast.expr]) -> Value:
        first, *others = (self.claim(self.value(node)) for node in nodes)
        for other in others:
            first = self.result(CLAIM, f"{sign} i1 {first.name}, {other.name}")
        return first

    def chosen(self, condition: Value, then: Value, otherwise: Value) -> Value:
        claim, first, second = self.claim(condition), self.whole(then), self.whole(otherwise)
        return self.result(WHOLE, f"select i1 {claim.name}, i64 {first.name}, i64 {second.name}")

    def read(self, name: str, place: ast.expr) -> Value:
        kind = BITS[self.columns[name].kind]
        found = self.result(kind, f"load {kind}, ptr {self.address(name, place)}")
        return found if kind == WHOLE else self.result(WHOLE, f"sext {kind} {found.name} to i64")

    def address(self, name: str, place: ast.expr) -> str:
        kind = BITS[self.columns[name].kind]
        where = self.whole(self.value(place)).name
        return self.result("ptr", f"getelementptr inbounds {kind}, ptr %{name}, i64 {where}").name

    def part(self, value: Value, place: int) -> Value:
        return self.result(WHOLE, f"extractvalue {value.kind} {value.name}, {place}")

    def call(self, name: str, given: Sequence[Value]) -> Value:
        wholes = [self.whole(value) for value in given]
        if name == "place":
            return wholes[0]
        if name in _EXTREMES:
            best, *others = wholes
            for other in others:
                ends = f"i64 {other.name}, {best.name}"
                better = self.result(CLAIM, f"icmp {_EXTREMES[name]} {ends}")
                best = self.result(WHOLE, f"select i1 {better.name}, i64 {other.name}, i64 {best.name}")
            return best
        if name not in self.returned:
            raise NotTranslatable(f"No machine code is known for {name!r}.")
        passed = ", ".join(f"i64 {value.name}" for value in wholes)
        return self.result(self.returned[name], f"call {self.returned[name]} @{name}({passed})")


def _read(target: ast.expr) -> ast.expr:
    """What an `x += 1` reads."""
    read: ast.expr = ast.parse(ast.unparse(target), mode="eval").body
    return read
