import Foundation

extension Answer {
    /// The fields a browser would send of the forms on a page: texts, hidden fields, text areas, ticked boxes
    /// and chosen options.
    var filled: [(String, String)] {
        func plain(_ text: Substring) -> String {
            String(text).replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
                .replacing("&#39;", with: "'").replacing("&amp;", with: "&")
        }
        var fields: [(String, String)] = []
        for tag in text.matches(of: /<input\b[^>]*>/) where !tag.0.contains(/type="file"/) {
            if tag.0.contains(/type="(checkbox|radio)"/), !tag.0.contains(/\schecked/) { continue }
            guard let name = tag.0.firstMatch(of: /\sname="([^"]+)"/)?.1 else { continue }
            let value = tag.0.firstMatch(of: /\svalue="([^"]*)"/)?.1 ?? ""
            fields.append((String(name), plain(value)))
        }
        for area in text.matches(of: /<textarea\b[^>]*\sname="([^"]+)"[^>]*>\n?([^<]*)<\/textarea>/) {
            fields.append((String(area.1), plain(area.2)))
        }
        for list in text.matches(of: /<select\b[^>]*\sname="([^"]+)"[^>]*>(.*?)<\/select>/.dotMatchesNewlines()) {
            let options = list.2.matches(of: /<option\b[^>]*\svalue="([^"]*)"[^>]*>/)
            guard let chosen = options.first(where: { $0.0.contains(/\sselected/) }) ?? options.first else { continue }
            fields.append((String(list.1), plain(chosen.1)))
        }
        return fields
    }
}

extension [(String, String)] {
    /// The fields with other values.
    func with(_ changes: (String, String)...) -> [(String, String)] {
        let names = Set(changes.map(\.0))
        return filter { !names.contains($0.0) } + changes
    }

    /// The fields without one of them.
    func without(_ name: String) -> [(String, String)] { filter { $0.0 != name } }
}
