import Base

/// The limits of what happens at a counter.
extension SiteLimits {
    /// Answers of a kiosk that count in a day: one every two minutes of ten hours.
    package static let kioskAnswers = 300
    /// Answers of a kiosk beyond those that are held in a day; the tablet keeps further ones until the next day.
    package static let kioskHeldAnswers = 300
    /// Answers held at the kiosks of a shop: two days of one of them. Those held on phones have bounds of their own.
    package static let kioskHeldAtShop = 600
    /// Visits noted at a shop in a day, those taken back included: one every minute of eight hours.
    package static let notesADay = 500
    /// Kiosks of a shop, those ended in the last 30 days included.
    package static let kiosksAtShop = 6
    /// Addresses of a kiosk made in a day, and those stored, the earlier ones included.
    package static let kioskAddresses = 10
    /// Seconds the address of a kiosk is shown after it was made: time to fetch the tablet.
    package static let kioskAddress = Int.hours(1)
    /// Seconds after an answer until a kiosk shows the faces again; a touch gives as many again.
    package static let kioskReturn = 30
}
