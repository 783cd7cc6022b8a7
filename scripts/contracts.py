"""Our own kind of import contract: other apps see an app's public modules only.

import-linter's own kinds name what is private, so a new module would be open to all until somebody
names it. This kind names what is public.
"""

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output
from importlinter.application import contract_utils
from typing_extensions import override

Link = tuple[str, str]


class PublicModulesContract(Contract):
    """Every import from one child package into another is of a public module.

    Options of the contract: `package`, whose children are held apart; `public`, names of modules
    that each child may show; `also`, further modules by their full name, with all below them;
    `ignore_imports`, as in import-linter's own kinds.
    """

    type_name = "public_modules"

    package = fields.StringField()
    public = fields.SetField(subfield=fields.StringField())
    also = fields.SetField(subfield=fields.StringField())
    ignore_imports = fields.SetField(subfield=fields.ImportExpressionField(), required=False)

    @override
    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        removed = contract_utils.remove_ignored_imports_and_report(
            graph=graph,
            ignore_imports=self.ignore_imports,  # type: ignore[arg-type]  # a field reads as its value
            unmatched_alerting=contract_utils.AlertLevel.ERROR,
        )
        inner = [one for one in sorted(graph.modules) if one.startswith(f"{self.package}.")]
        illegal = [
            (importer, imported)
            for importer in inner
            for imported in sorted(graph.find_modules_directly_imported_by(importer))
            if self._crosses(importer, imported) and not self._is_public(imported)
        ]
        return ContractCheck(
            kept=not illegal,
            warnings=list(removed.warnings),
            ignored_import_count=removed.ignored_import_count,
            metadata={"illegal": illegal},
        )

    @override
    def render_broken_contract(self, check: ContractCheck) -> None:
        illegal: list[Link] = check.metadata["illegal"]
        for importer, imported in illegal:
            output.print_error(f"- {importer} -> {imported}, which is not public", bold=False)
        output.new_line()

    def _crosses(self, importer: str, imported: str) -> bool:
        below = imported.startswith(f"{self.package}.")
        return below and _child(importer) != _child(imported)

    def _is_public(self, imported: str) -> bool:
        also: set[str] = self.also  # type: ignore[assignment]  # as above
        public: set[str] = self.public  # type: ignore[assignment]  # as above
        parts = imported.split(".")
        named = len(parts) == 2 or parts[2] in public
        return named or any(f"{imported}.".startswith(f"{one}.") for one in also)


def _child(module: str) -> str:
    return module.split(".")[1]
