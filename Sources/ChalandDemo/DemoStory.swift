import Base
import Projects
import SQLite
import Shell

extension DemoStreet {
    /// The categories of the ten projects, in their order.
    static let categories: [ProjectCategory] = [
        .animation, .decoration, .service, .animation, .street, .training, .purchase, .animation, .animation, .street,
    ]

    /// Adds to a project: the baker as a lead, a quote, an amendment that waits for the leads, and the opinion of an
    /// expert.
    mutating func insertStory(of id: Project.ID, in db: Writer) throws {
        guard let project = try Project.find(id, in: db), let baker = owned.first, owned.count > 2 else { return }
        let began = now - .days(5)
        try Participation.join(id, baker.shop.id, by: baker.owner, at: began, in: db)
        try Office.projectLead.give(to: baker.owner, for: project.scope, by: president, at: began, in: db)
        let quote = DemoPDF.page(["Devis", "120 lampions et 40 m de guirlande : 380,00 EUR", "Valable trois mois."])
        try NewDocument(title: "Devis des lampions", format: .pdf, contents: quote).insert(
            publicID: dice.letters(16).lowercased(), in: id, by: baker.owner, at: began + .hours(2), in: db)
        try Amendment.propose(
            project.details.purpose + " Les riverains sont prévenus une semaine avant.",
            because: "Les voisins du premier étage nous l’ont demandé l’an dernier.",
            publicID: dice.letters(16).lowercased(), for: project, by: owned[2].owner, at: began + .hours(20), in: db)
        try ProjectExpert.invite(
            "Jeanne Leroy", "architecte", publicID: dice.letters(16).lowercased(), nonce: randomness.bytes(16), key,
            to: id, by: baker.owner, at: began + .hours(3), in: db)
        guard let expert = try ProjectExpert.all(of: id, in: db).first else { return }
        try ExpertOpinion.sign(
            "Prévoir 90 cm de passage devant chaque table et un lest de 15 kg par barnum. Le reste me paraît sûr.",
            on: nil, by: expert, at: began + .hours(30), in: db)
    }
}

/// A PDF file of one page of text (ISO 32000-2 §7.5).
enum DemoPDF {
    /// - Parameter lines: in characters of ISO Latin 1.
    static func page(_ lines: [String]) -> [UInt8] {
        var text = "BT /F 14 Tf 72 770 Td 20 TL"
        for line in lines { text += " (" + line.replacing("(", with: "\\(").replacing(")", with: "\\)") + ") Tj T*" }
        let stream = latin(text + " ET")
        let font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
        let objects: [[UInt8]] = [
            latin("<< /Type /Catalog /Pages 2 0 R >>"), latin("<< /Type /Pages /Kids [3 0 R] /Count 1 >>"),
            latin(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F \(font) >> >> >>"
            ),
            latin("<< /Length \(stream.count) >>\nstream\n") + stream + latin("\nendstream"),
        ]
        var (file, table) = (latin("%PDF-1.4\n"), "0000000000 65535 f \n")
        for (index, object) in objects.enumerated() {
            let offset = String(file.count)
            table += String(repeating: "0", count: 10 - offset.count) + offset + " 00000 n \n"
            file += latin("\(index + 1) 0 obj\n") + object + latin("\nendobj\n")
        }
        let start = file.count
        return file + latin("xref\n0 5\n\(table)trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n\(start)\n%%EOF\n")
    }

    private static func latin(_ text: String) -> [UInt8] {
        text.unicodeScalars.map { $0.value < 256 ? UInt8($0.value) : 0x3F }
    }
}
