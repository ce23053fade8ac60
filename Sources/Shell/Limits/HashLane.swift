/// The threads a password hash runs on: a flood of sign-ins from unknown browsers must not delay members.
package enum HashLane: Sendable {
    /// A known device of this member, or the member signed in.
    case known(Member.ID)
    /// Any other browser, at this address.
    case unknown(address: String)

    /// Whose places it takes: those of the member, or of the network.
    func owner(_ hash: KeyedHash) -> JobOwner {
        switch self {
        case .known(let member): JobOwner(key: hash(1, "", number: member.rawValue))
        case .unknown(let address):
            JobOwner(
                key: hash(2, RateLimits.network(of: address)), site: RateLimits.site(of: address).map { hash(3, $0) })
        }
    }
}
