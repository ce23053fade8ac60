import Base

extension ImportLine {
    /// Reads the cells into texts, with remarks about what is not understood.
    mutating func read() {
        let address = AddressText.joined(
            address: oneLine(.address), number: oneLine(.streetNumber), repetition: oneLine(.repetition),
            type: oneLine(.streetType), street: oneLine(.streetName), more: oneLine(.addressMore))
        let typed = separate(address, postcode: oneLine(.postcode), town: oneLine(.town))
        for field in ShopFields.texts {
            switch ShopColumn(field) {
            case .address: read(field, typed.address)
            case .postcode: read(field, typed.postcode)
            case .town: read(field, typed.town)
            case .description: read(field, describe())
            case .services: read(field, ShopChoices.services.read(oneLine(.services)).known)
            default: read(field, oneLine(ShopColumn(field)))
            }
        }
        readPlace()
        readHours()
    }

    private mutating func read(_ field: ShopField, _ cell: String) {
        let column = ShopColumn(field)
        let text = column == .description ? cell : field.cleaned(cell)
        if text.isEmpty {
            if column == .name { remarks.append(.noName) }
            return
        }
        guard
            let understood = column == .postcode
                ? postcode(text) : field.understood(text) ?? beginning(text, of: column)
        else { return remarks.append(.unknown(column, text)) }
        texts[field.name] = understood
        if column != .services, let rest = field.choices?.read(text).rest, !rest.isEmpty {
            remarks.append(.unknown(column, rest.joined(separator: ", ")))
        }
        if understood.unicodeScalars.count > column.limit { remarks.append(.tooLong(column)) }
    }

    /// Postcode and town out of cells that hold both, and out of the end of the address, where they say nothing else
    /// than their own cells.
    private func separate(_ address: String, postcode: String, town: String)
        -> (address: String, postcode: String, town: String)
    {
        var (postcode, town) = (postcode, town)
        if let both = AddressText.locality(postcode), town.isEmpty || town.folded == both.town.folded {
            (postcode, town) = (both.postcode, both.town)
        } else if let both = AddressText.locality(town), postcode.isEmpty || postcode == both.postcode {
            (postcode, town) = (both.postcode, both.town)
        }
        guard let (street, end) = AddressText.split(address) else { return (address, postcode, town) }
        let isSameCode = postcode.filter { !$0.isWhitespace } == end.postcode
        let isNew = postcode.isEmpty && (town.isEmpty || town.folded == end.town.folded)
        guard isSameCode || isNew else { return (address, postcode, town) }
        return (street, end.postcode, town.isEmpty ? end.town : town)
    }

    /// The description; below it the details, unless it contains them; at the end the services that are no choice of
    /// their field, as a sentence.
    private func describe() -> String {
        var parts = [severalLines(.description)].filter { !$0.isEmpty }
        let details = severalLines(.details)
        if !details.isEmpty,
            !LinearSearch.contains(Array(details.folded.utf8), in: Array((parts.first ?? "").folded.utf8))
        {
            parts.append(details)
        }
        let services = ShopChoices.services.read(oneLine(.services)).rest
        if !services.isEmpty {
            let items = services.map { item in
                // «, Retrait de commandes» inside a sentence, but «, SAV» as it is.
                let isWord = item.dropFirst().first?.isLowercase == true
                return isWord ? item.prefix(1).lowercased() + item.dropFirst() : item
            }
            let end = items.last?.hasSuffix(".") == true ? "" : "."
            parts.append("Services\u{A0}: " + items.joined(separator: ", ") + end)
        }
        return parts.joined(separator: "\n")
    }

    private mutating func postcode(_ text: String) -> String? {
        // Nearly all cells end here, without the cost of a regular expression.
        if text.utf8.count == 5, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) { return text }
        let digits = text.filter { !$0.isWhitespace }
        // A spreadsheet takes «01000» for a number, some programs for «1000.0».
        if let match = digits.wholeMatch(of: /(\d{4})([.,]0+)?/) {
            let completed = "0" + match.1
            remarks.append(.postcodeCompleted(completed))
            return completed
        }
        return digits.wholeMatch(of: /(\d{5})([.,]0+)?/).map { String($0.1) }
    }

    /// The address at the beginning of a text such as «http://www.betinos.com ou sur discogs.com», with a remark.
    private mutating func beginning(_ text: String, of column: ShopColumn) -> String? {
        guard column == .site, let first = text.split(separator: " ").first.map(String.init), first.hasPrefix("http"),
            let address = WebAddress.read(first)
        else { return nil }
        remarks.append(.siteCut(address))
        return address
    }

    private mutating func readPlace() {
        let (point, latitude, longitude) = (oneLine(.place), oneLine(.latitude), oneLine(.longitude))
        var read = ShopDetails()
        read.place = point.isEmpty ? PlaceText.read(latitude, longitude) : PlaceText.read(point)
        let typed = [point, latitude, longitude].filter { !$0.isEmpty }.joined(separator: " ")
        if read.place != nil {
            texts[ShopFields.place.name] = read.placeText
        } else if !typed.isEmpty {
            remarks.append(.unknown(.place, typed))
        }
    }

    /// The hours of one column, or of a column a day; set only when every part of every cell is understood.
    private mutating func readHours() {
        var hours: [OpeningHours.Interval] = []
        var isUnderstood = true
        let cells = [(ShopColumn.hours, Int?.none)] + ShopColumn.days.enumerated().map { ($1, $0 + 1) }
        for (column, weekday) in cells {
            let text = severalLines(column)
            guard !text.isEmpty else { continue }
            if let read = HoursText.read(text, on: weekday) {
                hours += read
            } else {
                remarks.append(.unknown(column, text.oneLine))
                isUnderstood = false
            }
        }
        if isUnderstood, !hours.isEmpty, hours.overlap == nil { texts[WeekText.field] = WeekText.write(hours) }
    }
}
