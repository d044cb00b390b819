"""Compiles queries once: of a search's time, Django's making of SQL would be half."""

import json
from collections.abc import Callable, Sequence
from typing import Any

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BigIntegerField, BooleanField, Expression, F, Field, Func, QuerySet
from django.db.models.sql.compiler import SQLCompiler

# Any: slots stand among the parameters of statements that are kept.
SqlWithParams = tuple[str, tuple[Any, ...]]
Compiled = tuple[str, tuple[Any, ...], list[tuple[int, Sequence[Callable], Expression]]]


class Slot(Expression):
    """A value that a statement is given whenever it runs."""

    def __init__(self, name: str, output_field: Field | None = None) -> None:
        super().__init__(output_field)
        self.name, self.value_field = name, output_field

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> SqlWithParams:
        return "%s", (self,)

    def adapt(self, value: Any) -> Any:
        """Return a value as the database at hand takes it."""
        return self.value_field.get_db_prep_value(value, connection) if self.value_field else value


class NotByIndex(Func):
    """The value of a field, as a whole number, by whose index SQLite shall not go."""

    arity = 1
    template = "%(expressions)s"
    output_field = BigIntegerField()

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any
    ) -> SqlWithParams:
        return self.as_sql(compiler, connection, template="+%(expressions)s")


class AnyOf(Func):
    """The condition that a field has one of the values in a list of whole numbers, or of `kind`.

    One parameter however long the list is, so that the statement stays the same.
    """

    template = "%(expressions)s"
    output_field = BooleanField()

    def __init__(self, field: str, name: str, kind: str = "bigint") -> None:
        super().__init__(F(field), _List(name, kind))

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any
    ) -> SqlWithParams:
        return self.as_sql(compiler, connection, arg_joiner=" IN ")

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> SqlWithParams:
        # Unlike a subquery, an index answers it on either side of an OR.
        return self.as_sql(compiler, connection, arg_joiner=" = ANY")


class _List(Slot):
    def __init__(self, name: str, kind: str) -> None:
        super().__init__(name)
        self.kind = kind

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> SqlWithParams:
        return "(SELECT value FROM json_each(%s))", (self,)

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> SqlWithParams:
        return f"(%s::{self.kind}[])", (self,)

    def adapt(self, value: Sequence) -> Any:
        values = list(value)
        return json.dumps(values) if connection.vendor == "sqlite" else values


class Statement:
    """A queryset of `values_list` with slots, made at its first run; shared by all threads."""

    def __init__(self, make: Callable[[], QuerySet]) -> None:
        self._make = make
        self._compiled: dict[str, Compiled] = {}

    def rows(self, **values: Any) -> list[tuple]:
        """Return the rows for the slots' values, given by their names."""
        sql, slots, converters = self._compile_once()
        parameters = [
            slot.adapt(values[slot.name]) if isinstance(slot, Slot) else slot for slot in slots
        ]
        with connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            rows = cursor.fetchall()
        return [_in_python_types(row, converters) for row in rows] if converters else rows

    def column(self, **values: Any) -> list:
        """Return the first value of each row."""
        return [first for first, *_others in self.rows(**values)]

    def _compile_once(self) -> Compiled:
        vendor = connection.vendor
        if vendor not in self._compiled:
            compiler = self._make().query.get_compiler(connection=connection)
            sql, slots = compiler.as_sql()
            found = compiler.get_converters(expression for expression, *_ in compiler.select)
            converters = [(place, each, column) for place, (each, column) in found.items()]
            self._compiled[vendor] = (sql, tuple(slots), converters)
        return self._compiled[vendor]


def _in_python_types(row: Sequence, converters: Sequence[tuple]) -> tuple:
    """Return a row in Python's types, as Django's compiler does it."""
    values = list(row)
    for place, each, column in converters:
        for convert in each:
            values[place] = convert(values[place], column, connection)
    return tuple(values)
