import Testing

/// Cases of the Mustache specification's inheritance module, except indentation.
@Suite("Layouts and blocks") struct InheritanceTests {
    static let layout = "<title>{{$title}}Default{{/title}}</title>\n<main>{{$main}}{{/main}}</main>"

    @Test("a page overrides the blocks of its layout, and the layout reads the page's fields") func fills() throws {
        let text = """
            {{<layout}}
            {{$title}}{{title}} – {{association}}{{/title}}
            {{$main}}
            <p>{{count}}</p>
            {{/main}}
            {{/layout}}

            """
        #expect(
            try render(text, with: ["layout": Self.layout])
                == "<title>Rue des Lices – Les Lices</title>\n<main><p>2</p>\n</main>")
    }

    @Test("a block that is not overridden has its default content") func defaults() throws {
        #expect(
            try render("{{<layout}}{{/layout}}", with: ["layout": Self.layout])
                == "<title>Default</title>\n<main></main>")
        #expect(try render("{{$title}}Default {{count}}{{/title}}") == "Default 2")
    }

    @Test("two parents with different overrides") func twice() throws {
        let text = "test {{<p}}{{$s}}one{{/s}}{{/p}} {{<p}}{{$s}}two{{/s}}{{/p}}"
        #expect(
            try render(text, with: ["p": "|{{$s}}...{{/s}}{{$d}} default{{/d}}|"]) == "test |one default| |two default|"
        )
    }

    @Test(
        "the override of the most derived template wins",
        arguments: [
            ("{{<parent}}{{$a}}c{{/a}}{{/parent}}", "c"), ("{{<parent}}{{/parent}}", "p"),
        ])
    func levels(_ text: String, _ expected: String) throws {
        let others = [
            "parent": "{{<older}}{{$a}}p{{/a}}{{/older}}",
            "older": "{{<oldest}}{{$a}}o{{/a}}{{/oldest}}",
            "oldest": "{{$a}}g{{/a}}",
        ]
        #expect(try render(text, with: others) == expected)
    }

    @Test("parents that call each other") func recursion() throws {
        let others = [
            "parent": "{{$foo}}default content{{/foo}} {{$bar}}{{<parent2}}{{/parent2}}{{/bar}}",
            "parent2":
                "{{$foo}}parent2 default content{{/foo}} {{<parent}}{{$bar}}don't recurse{{/bar}}{{/parent}}",
        ]
        #expect(
            try render("{{<parent}}{{$foo}}override{{/foo}}{{/parent}}", with: others)
                == "override override override don't recurse")
    }

    @Test("a block resolves names in the scope of the parent's block") func scope() throws {
        let page = StreetPage(shops: [ShopRow(name: "Pain")])
        let text = "{{<parent}}{{$block}}I say {{name}}.{{/block}}{{/parent}}"
        let parent = "{{#shops}}{{$block}}You say {{name}}.{{/block}}{{/shops}}"
        #expect(try render(text, page, with: ["parent": parent]) == "I say Pain.")
    }

    @Test("overrides apply to blocks in partials of a layout") func partials() throws {
        let others = ["layout": "{{> head}}", "head": "<title>{{$title}}{{/title}}</title>"]
        #expect(
            try render("{{<layout}}{{$title}}x{{/title}}{{/layout}}", with: others) == "<title>x</title>")
    }
}
