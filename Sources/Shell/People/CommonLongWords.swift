extension CommonWords {
    /// Words of 10 letters or more, and sequences that contain digits: long enough to be typed as passwords unchanged.
    static let long = """
        0cdh0v99ue 0o9i8u7y6t 123qwe456rty 12qw34er56ty 1a2a3a4a5a 1a2b3c4d5e 1a2s3d4f5g 1a2s3d4f5g6h 1pass1page
        1q2q3q4q5q 1q2w3e4r5t 1q2w3e4r5t6y 1qa2ws3ed4rf 1qa2ws3ed4rf5tg 1qaz2wsx3edc 1qaz2wsx3edc4rfv 1qazxsw23edc
        1qazxsw23edcvfr4 1z2x3c4v5b 2dumb2live 3f3fpht7op 3rjs1la7qe 3syqo15hil 41d8cd98f00b 5hsu75kpot 5t4r3e2w1q
        671fsa75yt 7jokx7b9du 7ugd5hip2j 87e5nclizry 9z5ve9rrcz a1a2a3a4a5 a1b2c3d4e5 a1s2d3f4g5 a1s2d3f4g5h6 a3eilm2s2y
        abracadabra abrakadabra accountbloc administrateur ajnjuhfabz aleksander aleksandra alessandro alexsander
        alphaomega alternativa am4h39d8nh amadeusptfcor an83546921an13 anastasija anastasiya andrewjackie angelochek
        angelofwar antananarivu apokalipsis applesauce armageddon astalavista astonmartin astonvilla avrillavigne
        awdrgyjilp awo8rx3wa8t azertyuiop azsxdcfvgb azwebitalia babemagnet badnaamhere basketball berezuckiy bestfriend
        bisounours blackberry blackdragon blackheart blackhorse blackmetal blackwhite bladerunner blingbling
        bltynbabrfwbz bluedevils bluedragon bondarenko boredboi4u boulangerie boy4u2ownnyc bpgjldsgjldthnf braveheart
        breakdance brucewayne bujhmbujhm businessbabe byajhvfnbrf c43dae874d c43qpul5rz california callofduty cannondale
        casablanca cegthgegth cegthgfhjkm celibataire cfkfvfylhf cghfdjxybr cgtwbfkbcn cheburashka cheerleaers
        chessmaster chickenwing chrisbrown christelle christiaan christophe christopher cjdthitycndj clementine
        clubpenguin cnfnbcnbrf cnjvfnjkju comicbookdb comicbooks computador computadora contortionist contrasena
        coorslight corperfmonsy counterstrike ctdfcnjgjkm cvzefh1gkc cxfcnkbdfz cxfcnmttcnm cyberonline cyecvevhbr
        cyjdsvujljv cytuehjxrf daddysgirl darkknight darthvader dashadasha dbrnjhjdbx dbrnjhjdyf dctvcjcfnm dctvghbdtn
        deeppurple deerhunter deltaforce depechemode desperados deutschland devildriver devilmaycry dfktynbyrf
        dhjnvytyjub digitalprodu djivanfros dkflbdjcnjr dkflbvbhjdbx dkflbvbhjdyf dodgeviper doggystyle domainlock
        domodedovo donaldduck donkeykong dragonball dragonballz dragonfire ejaculation emmanuelle enterprise escaflowne
        evanescence evangelion eybdthcbntn fallenangel falloutboy fartripper fcbarcelona felicidade fenerbahce
        fgjrfkbgcbc finalfantasy firefighter firestarter fkg7h4f3v6 fkmnthyfnbdf fktrcfylhf fktrcfylhjd fktrcfylhjdbx
        fktrcfylhjdf fktrcfylhjdyf fktrcfylth flintstone flvbybcnhfnjh formatters frederiksberg friendster fripouille
        froinlaven fromvermine frozenfish fufnfrhbcnb fyfnjkmtdbx fyfnjkmtdyf fynfyfyfhbde galatasara galatasaray
        gamemaster gangbanged gblfhfcbyf gerasimova gfhfcjkmrf gfhfvgfvgfv gfhjkmgfhjkm ghbdtndctv ghbdtnghbdtn
        ghbdtngjrf ghbdtnrfrltkf ghhh47hj764 ghhh47hj7649 ghjcnbnenrf ghjcnbvtyz ghjcnjabkz ghjcnjgbpltw ghjcnjgfhjkm
        ghjcnjghjcnj ghjcnjqgfhjkm ghjcnjrdfibyj ghjcnjrdfif ghjgfufylf ghjnbdjcnjzybt ghjrehfnehf ghjrjgtyrj ghjuhfvbcn
        ghjuhfvvbcn ghostrider gjdtkbntkm gjikbdctyf gjkysqgbpltw gjytltkmybr godisgreat goldfinger goodfellas
        goodmorning grandorgue greedisgood greenlantern grenouille gribouille gthtcnhjqrf gthtrhtcnjr gtnhjpfdjlcr
        guadeloupe gunslinger gxlmxbewym gy3yt2rgls hammertime hardwareid harrypotter hd764nw5d7e1vb1 heavymetal
        hedimaptfcor hellokitty hellothere helloworld hellraiser highlander hijodeputa hondacivic housewifes hshfd4n279
        htubcnhfwbz hypnodanny iaapptfcor iampurehaha iddqdiddqd iddqdidkfa illuminati ilovegirls ilovejesus ilovemusic
        ilovemyfamily ilovemylife ilovemyself ingodwetrust insertions installdevic installsqlst installutil intelinside
        interacial intercourse intermilan ironmaiden iseedeadpeople itsasecret j3qq4h7h2v jackdaniels jediknight
        jedimaster jessejames jesuschris jesuschrist jesusislord jesussaves jetaimetrop jetbalance jigei743ks jimandanne
        jlbyjxtcndj juancarlos juggernaut justforfun justinbiebe justinbieber jxfhjdfirf kalifornia kamehameha
        kbnthfnehf kd189nlcih kingfisher klapaucius knickerless kobebryant konstantin kravchenko kudos4ever kurtcobain
        kwiatuszek ladyffesta lamborghini lamborgini leavemealone ledzeppelin left4dead2 letmeinnow lfplhfgthvf
        lifeisgood lightsaber limpbizkit linkinpark littlebear littlegirl littleminge liverpoolfc livestrong lkjhgfdsaz
        lkjhgfdsazx lockerroom loploprock losangeles loveforever loveislife lp2568cskt lsia9dnb9y luansantana luckycharm
        luojianhua lytghjgtnhjdcr m6cjy69u35 madagaskar mailcreated mamanjetaime manchester mandarinka mandragora
        mapleleafs marguerite markhegarty martinique mashamasha massimiliano masterbaiting masterbate masterbating
        mastercard masterchief mastermind masturbation matematica matematika maurolarastefy maximilian maxmotives
        mevefalkcakk michaeljackson mickeymouse microphone milfhunter millerlite millertime minhasenha minicooper
        moneymaker monmotdepasse montecarlo montpellier morganstanley mortalkombat mostwanted motdepasse motherlode
        motsdepasse msorcloledbr multiplelo multiplelog murcielago musiclover mypassword naughtyboy necromancer
        need4speed needforspeed nemvxyheqdd5oqxyxyzi networkingpe neveragain nevergiveup neverwinter neworleans
        newpassword newproject newzealand nhecsyfujkjdt nhfdvfnjkju nhfrnjhbcn nhfycajhvths nightcrawler nightshade
        nikolaevna nissan350z nokia6230i nokiadermo nondriversig nopassword nthvbyfnjh nuttertools oc247ngucz
        olcrackmaster oldsmobile olegnaruto omgkremidia onetwothree ontheoutside ontherocks opensesame ordinateur
        orochimaru p0o9i8u7y6 painkiller pandemonium parolparol passmaster passwordstandard pathfinder penetrating
        penetration peternorth pfhfnecnhf phezc419hv playstation poiuytrewq poiuytreza polniypizdec portishead
        premiumcash presidente prettygirl prisonbreak ptybnxtvgbjy puertorico punksnotdead q1q2q3q4q5 q1w2e3r4t5
        q1w2e3r4t5y6 q1w2e3r4t5y6u7 q1w2e3r4t5y6u7i8 q1w2e3r4t5y6u7i8o9p0 qawsedrftg qawsedrftgyh qaz123wsx456
        qazwsxedcrfv qazwsxedcrfvtgb qazxswedcvfr qpwoeiruty qsdfghjklm quant4307s quicksilver quiksilver qwaszxerdfcv
        qwerasdfzxcv qwertasdfg qwertasdfgzxcvb qwertgfdsa qwerttrewq qwertyasdfgh qwertyuiop qwertyytrewq qwertzuiop
        rangerover realmadrid reanimator residentevil respublika rfcgthcrbq rfgecnfcerf rfhfrfnbwf rfhfvtkmrf
        rfkmrekznjh rfnfcnhjaf rfnfgekmnf rhbcnbyjxrf rhfcyjzhcr rhfvfnjhcr riverplate rjhjkmbien rjirfrgbde rjycnbnewbz
        rjycnfynby rkfdbfnehf roadrunner rockbottom rockhopper roflcopter ronaldinho sailormoon salamander salamandra
        sanandreas sanfrancisco saqartvelo schoolgirlie secretaire seemnemaailm serendipity sersolution sevastopol
        shamanking shevchenko sidewinder silenthill simferopol simpleplan skateboard smallville snusmumrik sojdlg123aljg
        solidsnake sonnenschein sonyericsson soso123aljg specialinsta stalingrad statistika steamforums stickdaddy
        stinkyfinger stomatolog strasbourg stratocaster strawberry streetball studioworks summertime sundaypunch
        superduper supermanboy supermario superpuper supersonic svetasveta sweetdream syncmaster systemofadown
        t34vfrc1991 tadmichaels tamwsn3sja tdfyutkbjy telecaster temppassword terminator thebeatles thecakeisalie
        thugstools thunderbird ticketmaster tigerwoods timberland timberwolf tinkerbell tokiohotel tombraider translator
        trustnoone tupacshakur ublhjgjybrf ufhhbgjnnth ujkjdjkjvrf uncencored undertaker unforgiven utilisateur
        vaffanculo vanyarespekt vbhjndjhtw verygoodbot vfhbyfvfhbyf vfhufhbnrf vfhvtkflrf vflfufcrfh vfntvfnbrf
        vfrcbvvfrcbv vfvfvskfhfve vfylfhbyrf virtuagirl vladimirovna vladislava volkswagen vqsablpzla vyjujnjxbt
        w2dlww3v5p wachtwoord wallstreet warhammer40k watermelon wazzkaprivet wcrfxtvgbjy websolutions websolutionssu
        webuivalidat weihnachte weihnachten weihnachtsbau weihnachtsbaum wethepeople whatthehell whitepower
        whosyourdaddy wishmaster wonderwall wonderwoman writerspace xpressmusic ybrjkftdbx ybrjkftdyf yfcnzyfcnz
        yfnfitymrf yjdsqgfhjkm z1x2c3v4b5 z1x2c3v4b5n6m7 zaq1xsw2cde3 zaqwsxcderfv zaratustra zcfvfzkexifz zcxfcnkbdf
        zcxfcnkbdfz zjses9evpa zqjphsyf6ctifgu zxcvbasdfg
        """
}
