/// Words of the most common passwords, letters only, from the frequency lists of zxcvbn 4.5 (Daniel Lowe Wheeler, MIT)
/// and the 1,000 French passwords of Richelieu (Maxime Alay-Eddine, MIT), without obscene ones.
enum CommonWords {
    /// Words of fewer than 10 letters: too short alone, and common with digits around them.
    static let short = """
        aardvark abcd aberdeen abgrtyu access accord achilles action adeline adgjmptw adidas admin adrien aezakmi agathe
        agent aggies aikido airborne airbus airforce airplane alabama alaska albatros albion alejandr aleksandr alexande
        alexandr alexandra alexandre alexia alexis algerie alibaba alicia aliens allsop alpha alpine amadeus amanda
        amandine amateur amazon amber amelie america amour amoureuse amoureux amours amsterda amsterdam anaconda anakin
        anarchy andrea andrei andrew andrey anfield angel angele angelique angels angers anhyeuem animal anime anthony
        antoine anubis aout apache apollo apple applepie apples aquarius aqwzsx aqwzsxedc aragorn area arizona arjay
        armani arnaud arsenal artemis arthur asdasd asdf asdfasdf asdfg asdfgh asdfghj asdfghjk asdfghjkl asdfjkl asdzxc
        aspire aspirine asterix astros atlanta atlantis atomic auburn audrey aurelie aurelien aurore aussie austin
        australi automne avalon avatar avenger avenir avril awesome axelle azamat azerty azsxdc azsxdcfv babe babes
        babyboy babydoll babygirl babylon backdoor badboy baddog badger baggins baller ballon balloon bambam bambou
        banana bananas banane bandit bang bangkok banshee baptiste barbie barcelon barcelona barcelone barkley barney
        barsik baseball basket basketba bassman bastard bastien bateau batman beagle beaner bear beast beatles beatrice
        beauty beavis beckham beefcake beer beetle benjamin benoit berlin bernard bertrand bibiche bicycle bidule
        bienvenu bienvenue bigbird bigboy bigdaddy bigdog bigfoot biggie bigguy bigmac bigman bigmoney bigone bigred
        bigtime bikini billy billybob billyboy biloute bingo birdie birdman biscotte biscuit bisou bisous biteme bizkit
        blabla black blackcat blackdog blackie blackjac blacks blacky blade blades blahblah blaster blazer blessed blink
        blizzard blonde blondes blondie blowme blue bluebird blueeyes bluemoon blues bluesky bobafett bobby bobcat
        bobmarley boeing bogart bogdan bohica bollocks bollox bomber bonbon bond bonehead bones bonheur bonjour bonsai
        bonsoir booger boogie boomer bootie boots booty bordeaux bosco bossman boston boubou boulette boutique bowler
        bowling boxing brando brandon brandy brasil braves brazil breeze bretagne brian brigitte bristol britney bronco
        broncos brooklyn brownie browns brucelee bruins brutus bubba bubbas bubble bubbles buckeye buckeyes buddha buddy
        budlight budman buffalo buffett bugger bull bulldog bulldogs bullet bunghole bunny burger buster butch byteme
        cabbage cachou cactus cadillac caesar calico caliente californ calimero caline camaro camel camelot camels
        cameron camille camion canada canard cancer cancun candle candyman canelle canon cantona capone captain capucine
        caramel cardinal carole carolina caroline carotte carpet carrera carrot cartman cartoon caserta casey casino
        casper cassie catch catdog catfish catherin catherine catman cats cavalier ccbill cdtnkfyf cecile cedric celica
        celine celtic celtics cent cerise cessna chacha chaland champion champs chance chanel changeme chantal chaos
        charger chargers charlene charles charli charlie charline charlott charlotte charlton charly charmed chaser
        chaton cheers cheese cheetah chelsea cherie cherokee cherry chester cheval chevelle chevrole chevy chewie
        cheyenne chicago chichi chicken chickens chicks chico chiefs chipie chipper chloe chocolat chopper chouchou
        choupette chris chrissy christ christia christian christin christine christop chronic chubby chucky cinder
        cinnamon cjkysirj cjkywt claire clancy clapton clarisse classic claude clemence clement clemson clipper
        clochette cloclo cloud clover cobra cocacola cochon coconut cocotte coeur coffee coke colombia colorado colors
        colt coltrane commando commerce compaq computer concrete condom condor connect connexion connor consumer cookie
        cookies cooldude cooler coolio coolman cooter copper coralie corentin corinne corona corrado corvette cosmo
        cosmos cosworth coucou cougar couscous cowboy cowboys coyote cracker crazy crazybab creative crevette cricket
        cricri crimson cruise crunch crusader crysis cthulhu cthutq cuddles cupcake curious cutter cxfcnmt cyclone daddy
        dagger daisy dakota dallas damien dammit damnit dancer danger danie daniel daniil danila danni dannyboy darkness
        darkside darkstar dauphin david davids dawg daytona dbrnjhbz deadhead deadman deborah decembre deeznuts defender
        defiant deftones delete delphine delta denali deniska depeche desert designer desire deskjet destiny detroit
        devil devildog devils dexter dfkthbz dfkthf dfvgbh diablo diamant diamond diamonds didier diesel dietcoke digger
        digital dijon dilbert dilligaf dima dimanche dinamo dingdong dinosaur discover disney divine dkflbvbh doberman
        doctor dodger dodgeram dodgers dogg doggie doggy dogman dogs dollar dolphin dolphins dominique domino donkey
        doobie doodle dookie dorian doudou doudoune doughboy dracula drago dragon dragons dragoon dreamer dreams driver
        drizzt drowssap drpepper drummer dthjybrf dublin ducati duchess duck durango duster eagle eagles eatme eclipse
        eduard eeyore einstein ekaterina electric element elephant elisabeth elizabet elodie elvis emerald emilie emily
        eminem emmanuel empire emploi enfant enfants engage engineer enigma enter enterpri entrer ericsson escort
        espagne espoir esteban estelle eternity etienne etoile everest everton excalibu exigen exigent exodus explorer
        express extreme fabie fabien fabienne fabrice falcon falcons fallen famille fanfan fantasy farside fart faster
        fatboy fatcat fatima fatman fender fernand ferrari ferret fetish fevrier ficken fiesta figaro fighter filter
        finger fire fireball firebird firefly firefox fireman fish fishing fitness fktrcfylh fktrctq flames flamingo
        flash flatron fletch fleurs flipper floflo florence florent florian florida flower fluffy flyboy flyers foobar
        football fordf forest forever formula fortuna fossil foxtrot fraise france francis franck francois francoise
        frank franky freaks freaky freckles freddy frederic freedom freeuser friday fright frisco frog frogger froggy
        front frontier frosty fubar fugazi funtime fusion fyfcnfcbz fylhtq gabrie gabriel gaelle gaetan galaxy galina
        galore gambit gandalf gangbang gangsta gangster garden garfield gaston gateway gator gators gbpltw geheim gemini
        genesis genius georges geronimo getsome gfhjkm ghbdtn ghbdtnbr ghetto ghjcnj ghost giants gilles ginger giorgi
        girls gizmo gizmodo gjkbyf gmoney goblin goblue goddess godsmack godzilla gofish goforit goku golden goldfish
        golf golfball golfer golfing goliath goober goodluck goodtime google goose gopher gordon gorilla gotcha gothic
        gotohell govols granny greatone green greenbay greenday greens gregory gremlin grendel grenoble griffey gringo
        grizzly groovy grumpy guardian guigui guillaume guiness guinness guitar guitare gundam gunner gustav hacker
        halflife hallo hamburg hamlet hammer hammers hamster handball hannah hannibal hansolo happy happyday hardrock
        harley hawaii hawkeye hearts heather heaven hedgehog helene hellfire hello hellyeah helpme hendrix herbie
        hercules hermes hershey hesoyam hidden highland hiphop hithere hitman hiver hjvfirf hobbes hobbit hockey holiday
        hollywoo homer homers homerun honda hongkong hooter hooters horndog hornet horney horse horses hotboy hotdog
        hotmail hotrod hotstuff hottie hummer hunter hunting hurrican husker huskers huskies hyperion ibanez iceman
        iforgot igor iguana ihateyou illini iloveu iloveyo iloveyou immortal impala incubus indiana indians indigo
        inferno infiniti infinity insane integra internet intrepid invite irina irish ironman isabelle italia ivanov
        ivanova iverson iwantu jackal jackoff jackson jacques jaguar jamaica james jamesbon jammer janvier jarhead
        jasmine jason jasper jazzman jeanne jedi jeep jennifer jenny jeremy jericho jerkoff jerome jessica jester jesus
        jetaime jethro jeudi jimbo jimbob jimmy john johnny joker jokers jonathan jordan joseph josephine josiane jrcfyf
        juice juillet juin julie julien juliette jumper junebug jungle junior jupiter justdoit justice justin justine
        justme juventus kaktus kamikaze kangaroo kansas karate karina karine karolina kasper katana katerina katie
        katrin kawasaki keeper kelly kenshin kenwood kenworth kevin keyboard keystone keywest kicker killbill killer
        killme kingfish kingkong kingpin kingston kipper kirill kisses kissme kitkat kitten kitty kittycat klaster
        knicks knights knopka kodiak kolobok koshka kotenok krishna ktyjxrf kume labrador labtec lacoste lacrosse
        ladybug laetitia laguna lakers lancelot lancer lansing lapinou laptop larisa lasvegas latino laura laurence
        laurent leather ledzep legacy legend legion legolas lennon leopard lespaul lestat letmein letsgo lexmark liberte
        liberty lifehack lightnin lights lille lilou lineage lion lionel lionking liquid liverpoo liverpool lizard
        lobster logitech lolipop lollipop lollol london lonestar lonewolf longhorn looker lorenzo loser louise loulou
        loulous louloute love loveit lovely loveme lover loverboy lovers loveyou lowrider lucas lucifer lucky luckydog
        ludivine ludovic lumiere lundi lvbnhbq lyon lyonnais macdaddy machine macross maddie maddog madeleine madinina
        madison madman madmax madness madonna madrid maestro magali magasin maggie magic magick magnum magnus maiden
        mailman mairie maison majestic makaveli maksim malaka malibu malika mallard mamadou maman mamour manchest
        mandingo maniac manon manson manutd mapuce maradona marathon mardi margaux margot mariage marianne marie marina
        marine mariners marines marino marion marjorie marlboro marley marmotte mars marseille martin martine martini
        maryjane massive master matador matheo mathieu mathilde mathis matrix matteo matthew matthieu mature maurice
        maverick maxell maxence maxima maxime maximus maxwell mayday mayhem meatball meatloaf mechanic megadeth megaman
        megane melanie melissa mellon melodie memorex memphis mercedes merci mercredi mercury meridian merlin mersedes
        metallic metallica mexico miami michael michel michigan mickael mickey microlab microsof microsoft midget
        midnight mighty mikey milana milano milena minecraft minette minouche mirage mireille mister mistress mnbvcxz
        mohamed moimoi mojo molly moloko molson momoney monaco monamour monange monbebe moncoeur monday money moneys
        mongoose monique monitor monkey monkeys monopoly monster montagne montana montreal moocow mookie moomoo moose
        morgan morgane morpheus moscow mother motocross motorola moumoune mountain mouse moussa moustique mozart mulder
        munchkin muppet muscle mushroom music musicman musique mustang mustangs mylove myriam mystic nadege nadine
        nantes napoleon naruto nascar nasty nastya natacha natali natasha nathalie nathan naughty nebraska nemesis
        nenette neptune nevada newlife newport newyork nfnmzyf nicola nicolas nicole nikita nikola nimrod niners ninja
        nintendo nirvana nissan noemie nofear noisette nokia nolimit noodle noodles nookie nougat nounou nounours
        novembre nugget number nyjets nylons nymets oakland obiwan oblivion oceane octobre ohyeah oicu oilers oksana
        oldman oleg oliver olivia olivier omega onelove online openup operator ophelie oracle orange oranges orioles
        orion oscar osiris outlaw ouvremoi ouvretoi overlord oxford packard packer packers pacman pakistan paladin
        panama panasonic pancho panda pandora pantera panther panthers pantyhos panzer papa papamaman papillon paradis
        paradise paradox paris parola parrot pascal pascale passat passe passeword passion passport passwor password
        passwords passwort patate patches patrice patricia patrick patriot patriots pauline pavilion peaches peanut
        peanuts pearljam pebbles peekaboo peewee pegasus pencil penelope penguin penguins pentium pepette pepper pepsi
        pervert peter peterpan peugeot phantom philippe philips phillies philly phoenix photos phpbb picard picasso
        piccolo pickle pickles pics pierre piglet pikachu pillow pineappl ping pingpong pink pinkfloy pioneer pirate
        pirates pistache pistol pitbull pitchoune pizza planet plastic platinum player playtime plumber plymouth poison
        poisson poiuyt pokemon polaris police polina polo polska pommes pompey pompier pompiers poncho pontiac poodle
        pooh poohbear pookie poontang poop pooper poopie poopoo pooter popcorn popeye porkchop porsche portable portland
        portugal possum postal potato poulet poulette poupette pourquoi poussin powder power praline precious predator
        prelude presario president presto primus prince princes princess princesse printemps printer private privet
        prodigy psycho pumpkin punisher punkin punkrock puppies puppy pupsik pupuce purple pussie pussies putter pyramid
        python qawsed qawsedrf qazqaz qazwsx qazwsxed qazwsxedc qazxsw qazxswedc quentin qwaszx qweasd qweasdzxc qweqwe
        qwer qwerasdf qwert qwerty qwertyu qwertyui qwertyuio qwertz rabbit racecar racerx racing ragnarok raider
        raiders rainbow raistlin rambler rammstein ramses random ranger rangers raphael raptor rascal rasdzv rasputin
        rastaman raven ravens raymond razz rbhbkk rctybz reaper rebel rebels redalert redbull reddog redhead redhot
        redman redneck redrum redskins redsox redwings reebok reglisse renard renault rencontre renegade rennes rereirf
        rescue retard reunion reussite rfhbyf rfnthbyf rfrfirf rfrnec rhbcnbyf richard rightnow ripper rjntyjr roadkill
        robert robotech rocker rocket rockets rockhard rockon rocks rockstar rocky roller rolltide romain romane
        romashka rommel ronaldo rookie rooster rootbeer rosalie rosebud rotten route rovers roxane rubber rulez runner
        rush ruslan russia rustam rusty sabbath sabine sabrina sailboat sailing sailor saints sakura salmon salome salut
        samantha samedi samiam samira sammy samson samsung samuel samurai sandiego sandman sandra sandrine sandro sandy
        sangoku sapphire sarah saratoga sasha sassy satan saturn saun sausage sayang scarface scarlet scooby scoobydo
        scooter scorpio scorpion scotch scotland scotty scrappy scruffy scully seamus seattle sebastia sebastien secret
        securite security seeker seigneur seinfeld select seminole semperfi senegal sentinel septembe septembre serega
        serenity sergei sergey server sesame seven severine shado shadow shaggy shalom shaman shamrock shaney shania
        shaolin shark sharks shasta shaved shazam shelby shemale sherlock shiloh shogun shooter shorty shotgun showme
        showtime siemens sierra silver simba simone simple simpsons sinatra sinner sirius sithlord sixers skater skeeter
        skiing skinny skipper skippy skittles skorpion skydive skyline skywalke skywalker slacker slappy slapshot slave
        slayer sleepy slider slipknot smiles smiley smitty smoke smoker smokey smokin smooth smudge smut snake snakes
        snapper snatch snickers sniper snoopy snowball snowman snuggles sobaka soccer socrate socrates sofiane softball
        software solange soldier soleil soleils solene solnce sommer sonic sony sooners sophie souris sousou sparkle
        sparky sparta spartak spartan spartans speaker spectrum speedy spider spiderma spiderman spidey spike spirit
        spitfire splash spooky spring sprint sprite spunky spurs spyder squirrel squirt srinivas stalker stallion star
        starbuck starcraft stardust starfish stargate starship startrek starwars stealth steeler steelers stefano stella
        stephane stephani stephanie sterlin steve sticks sticky stimpy stinger stingray stinky stocking stocks stonecol
        stones storm stormy stranger strider strike striker stripper stud stupid subaru sublime subway success sugar
        sultan summer summit sundance sunday sunrise sunset sunshine super superfly superman superstar surf surfer
        surfing suzanne suzuki svetik svetlana swallow sweetpea sweets sweety swimmer swimming sword swordfis swordfish
        sydney sylvain sylvie syracuse tacobell tacoma tanguy tanker tardis target tarheel tarheels tarzan tattoo
        tatyana taurus tazman tdutybq teacher technics techno teen teens tekken telefon temp tempest tennis tequila
        terror test tester testing texas thailand thankyou thegame thekid theking theman theone therock thibault thierry
        thomas thor thuglife thumper thunder tickle tiger tigers tigger tigrou timber tinker tinman tintin titanic
        titans titeuf titine titleist titoune toietmoi tolkien tomato tomcat tommy tonton tootsie topcat topdog topgun
        topper tornado toronto tortue toshiba tottenha toulouse toutou toutoune toyota tractor trance transam travail
        travel treasure trebor tresor tresorier trfnthbyf tricky trident trigger trinity tristan triton triumph trixie
        trojan trojans trombone trooper trouble truck trucker trucks truelove trumpet trunks trustno tsunami tuesday
        tulipe tundra tuning tunisie turbo turkey turtle tweety twilight twisted twister tyler typhoon ultima ultimate
        ulysse unicorn unreal utopia vacances vacation vader valentin valentina valentine valera valerie valhalla
        vampire vanessa vanhalen vanilla vanille vectra vegeta velvet vendredi verbatim veritas vermont veronika
        veronique vertigo vette vfczyz vfhbyf vfhecz vfksirf vfrcbv vfrcbvrf vfvekz vfvjxrf viagra victoire victor
        victoria victory viking vikings viktor viktoria vincent violette viper vipers vision vitalik vitrine vkontakte
        vladik vladimir vladislav voiture volley voodoo vortex voyager voyeur vulcan walleye walnut warcraft warhammer
        warlock warlord warrior warriors waterloo weasel webmaster weed weezer welcome werewolf westham westside
        whatever wheels whiskey whisper whocares whynot wibble wicked wildcat wildcats wildfire william willow windows
        winner winston winter wisdom wizard wolfgang wolfie wolfman wolfpack wolverin wolverine wolves wombat woody
        woofwoof wookie wrangler wrestlin wrinkle wutang wxcvbn xanadu xavier xfiles xtreme yamaha yankee yankees
        yannick yasmine yassine ybrbnf yellow yfnfif yomama yosemite yourmom youyou ytrewq yzerman zaphod zaqwsx zaqxsw
        zenith zeppelin zidane zipper zombie zorro zouzou zvezda zxcasd zxcasdqwe zxcv zxcvbn zxcvbnm
        """
}
