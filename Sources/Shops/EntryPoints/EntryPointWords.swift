import Shell

extension EntryPoint.Medium {
    /// «Vitrine».
    package func name(_ context: Context) -> String {
        switch self {
        case .counter: context.say("code.medium.counter")
        case .window: context.say("code.medium.window")
        case .poster: context.say("code.medium.poster")
        case .flyer: context.say("code.medium.flyer")
        case .kiosk: context.say("code.medium.kiosk")
        case .newsletter: context.say("code.medium.newsletter")
        case .radio: context.say("code.medium.radio")
        case .ambassador: context.say("code.medium.ambassador")
        case .project: context.say("code.medium.project")
        }
    }
}

extension PrintedCode {
    /// «Vitrine · porte d’entrée».
    package func ownTitle(_ context: Context) -> String {
        [details.medium.name(context), details.place].filter { !$0.isEmpty }.joined(separator: " · ")
    }
}
