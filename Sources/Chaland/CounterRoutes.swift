import Encounters
import Shell
import Shops

/// The URLs of what happens at the counter: the kiosk, the page of a salesperson, printed codes and what they brought.
let counterRoutes: [Route] = kioskRoutes + salespersonRoutes + entryPointRoutes + comparisonRoutes

private let kioskRoutes: [Route] = []
private let salespersonRoutes: [Route] = []
private let entryPointRoutes: [Route] = []
private let comparisonRoutes: [Route] = []
