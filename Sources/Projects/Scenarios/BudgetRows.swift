import Base
import HTMLTemplate
import SQLite
import Shell

/// What the form of a budget depends on: how VAT applies, and the documents a line may name as its quote.
struct BudgetSetting: Sendable {
    let vat: VATStatus
    let documents: [ProjectDocument]

    static func of(_ project: Project, in db: Reader) throws -> BudgetSetting {
        BudgetSetting(
            vat: try VATStatus.current(in: db), documents: try ProjectDocument.all(of: project.id, in: db))
    }
}

/// The rows of a budget as the form shows them.
struct BudgetRows: PageModel {
    let rows: [Row]
    /// Row 0, empty: the form in another language builds its rows from it.
    let blank: Row
    let canAdd: Bool

    struct Row: PageModel {
        let number: Int
        let kind: String
        let kindError: String?
        let costs: [FormOption]
        let incomes: [FormOption]
        /// Low, high, label, supplier.
        let inputs: [Input]
        let vat: String
        let vatError: String?
        /// Empty when amounts are typed with VAT.
        let rates: [FormOption]
        let quote: String
        /// Empty while the project has no document.
        let quotes: [FormOption]
        let removal: String
        let isRemoved: Bool
        let isNew: Bool

        static let fields: [Field<Row>] = [
            .plainNumber("number") { $0.number }, .text("kindName") { $0.kind },
            .optionalText("kindError") { $0.kindError }, .list("costs") { $0.costs },
            .list("incomes") { $0.incomes }, .list("inputs") { $0.inputs }, .text("vatName") { $0.vat },
            .optionalText("vatError") { $0.vatError }, .list("rates") { $0.rates },
            .flag("hasRates") { !$0.rates.isEmpty }, .text("quoteName") { $0.quote },
            .list("quotes") { $0.quotes }, .flag("hasQuotes") { !$0.quotes.isEmpty }, .text("removal") { $0.removal },
            .flag("isRemoved") { $0.isRemoved }, .flag("isNew") { $0.isNew },
        ]
    }

    static let fields: [Field<BudgetRows>] = [
        .list("lines") { $0.rows }, .one("blank") { $0.blank }, .flag("canAddLine") { $0.canAdd },
    ]

    /// The used rows, and `empty` more.
    init(_ form: FormState, empty: Int, _ setting: BudgetSetting, _ context: Context) {
        let group = BudgetForm.rows
        let used = group.rows.filter { number in
            !form[BudgetForm.kind(number)].isEmpty || group.inputs(number).contains { !form[$0].isEmpty }
        }
        let free = group.rows.filter { !used.contains($0) }
        rows =
            used.map { Row($0, form, isNew: false, setting, context) }
            + free.prefix(empty).map { Row($0, form, isNew: true, setting, context) }
        blank = Row(0, form, isNew: true, setting, context)
        canAdd = free.count > empty
    }
}

extension BudgetRows.Row {
    fileprivate init(_ number: Int, _ form: FormState, isNew: Bool, _ setting: BudgetSetting, _ context: Context) {
        let (kind, vat, group) = (BudgetForm.kind(number), BudgetForm.vat(number), BudgetForm.rows)
        func options(_ kinds: [BudgetKind]) -> [FormOption] {
            kinds.map {
                FormOption(value: $0.rawValue, text: $0.words(context), isChosen: form[kind] == $0.rawValue)
            }
        }
        let rate = form[vat].isEmpty ? "200" : form[vat]
        let rates =
            !setting.vat.hasRates
            ? []
            : VATRate.all.map {
                FormOption(value: "\($0.permille)", text: $0.words(context), isChosen: "\($0.permille)" == rate)
            }
        self.init(
            number: number, kind: kind, kindError: form.error(kind), costs: options(BudgetKind.costs),
            incomes: options(BudgetKind.incomes), inputs: group.inputs(number).map { form.input($0) }, vat: vat,
            vatError: form.error(vat), rates: rates, quote: BudgetForm.quote(number),
            quotes: setting.documents.map {
                FormOption(
                    value: $0.publicID, text: $0.title, isChosen: form[BudgetForm.quote(number)] == $0.publicID)
            }, removal: group.removal(number),
            isRemoved: form[group.removal(number)] == "1", isNew: isNew)
    }
}
