import Testing

/// Cases of the specification's inheritance module, indentation left out.
@Suite("Layouts and blocks") struct InheritanceTests {
    static let layout = "<title>{{$title}}Default{{/title}}</title>\n<main>{{$main}}{{/main}}</main>"

    @Test("a page fills the blocks of its layout, and the layout reads the page") func fills() throws {
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

    @Test("what is not replaced stays") func defaults() throws {
        #expect(
            try render("{{<layout}}{{/layout}}", with: ["layout": Self.layout])
                == "<title>Default</title>\n<main></main>")
        #expect(try render("{{$title}}Default {{count}}{{/title}}") == "Default 2")
    }

    @Test("two parents with different content") func twice() throws {
        let text = "test {{<p}}{{$s}}one{{/s}}{{/p}} {{<p}}{{$s}}two{{/s}}{{/p}}"
        #expect(
            try render(text, with: ["p": "|{{$s}}...{{/s}}{{$d}} default{{/d}}|"]) == "test |one default| |two default|"
        )
    }

    @Test(
        "the template furthest down wins",
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

    @Test("a block reads the names of the place it is put in") func scope() throws {
        let page = StreetPage(shops: [ShopRow(name: "Pain")])
        let text = "{{<parent}}{{$block}}I say {{name}}.{{/block}}{{/parent}}"
        let parent = "{{#shops}}{{$block}}You say {{name}}.{{/block}}{{/shops}}"
        #expect(try render(text, page, with: ["parent": parent]) == "I say Pain.")
    }

    @Test("blocks reach into the partials of a layout") func partials() throws {
        let others = ["layout": "{{> head}}", "head": "<title>{{$title}}{{/title}}</title>"]
        #expect(
            try render("{{<layout}}{{$title}}x{{/title}}{{/layout}}", with: others) == "<title>x</title>")
    }
}
