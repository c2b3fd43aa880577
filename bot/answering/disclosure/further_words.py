"""Rarer words of harm, by language: at night, step-parents, consent, debts."""

from __future__ import annotations

from typing import Final

# What is done to somebody, or what they ask, in words that study does not use of itself. Folded.
FURTHER_HARM: Final = {
    "spanish": (
        r"(?:entra|viene|se mete|se acuesta) (?:\w+ )?(?:en|a|con) (?:mi|su) (?:cuarto|cama|"
        r"habitacion)|por las? noches?|no dije que no|dije que no|sin mi (?:permiso|"
        r"consentimiento)|no quer(?:ia|emos)|estaba (?:borracha|dormida|drogada)|me dormi|"
        r"violad[ao]s?|violencia|violador|abusador|agre(?:de|dio|dieron|dida)\w*|"
        r"pelliz\w+|besa\w*|me (?:desvist\w+|quito la ropa|siguen?|espia|graba|grabo|filmo|"
        r"mando fotos|pide fotos|pide nudes|trata mal|odio|siento suci\w+|corto)|nudes|"
        r"chantaj\w+|extorsion\w*|publicar mis|mis fotos|me (?:insulta|humilla|jala|empuja|"
        r"estrangul\w+|ahorc\w+)|no (?:puedo|puede) (?:salir|escapar|irme|irse|dormir|volver|"
        r"denunciar)|escap\w+|huir|hui|encerr\w+|me da miedo|asustad[ao]|en peligro|"
        r"(?:a|con) (?:quien|donde) (?:puedo|puede|podemos|acudo|llamo|voy)|a quien llamo|"
        r"no (?:se|sabe) (?:que|como|donde) hacer|no (?:le |se lo )?(?:he )?(?:dicho|conte|"
        r"contado) a nadie|nadie (?:me|le) cree|nadie sabe|trabaj\w+ (?:\w+ ){0,3}(?:gratis|sin)|"
        r"(?:le|les) debo|debe dinero|pagar(?:le)? el viaje|casar\w*|matrimonio|"
        r"(?:se queda|quedan) con (?:el|mi|su|todo)|proxeneta|padrote|chulo|coyote|pandill\w+|"
        r"hombres mayores|hombre mayor|viejo|por dinero|por comida|clientes|tratada|traficad\w+|"
        r"(?:era|soy) (?:una )?(?:victima|sobreviviente)|cuando (?:yo )?(?:era|tenia)"
    ),
    "french": (
        r"(?:vient|entre|rentre|dort|se glisse) (?:\w+ )?dans (?:ma|mon|sa|son) (?:chambre|lit)|"
        r"la nuit|pas dit (?:non|oui)|dit non|sans (?:mon )?(?:accord|consentement)|voulais pas|"
        r"(?:j )?etais (?:ivre|bourree|endormie|droguee|saoule|petite|enfant|ado)|viols?|violeur|"
        r"inceste|embrass\w+|caress\w+|deshabill\w+|photos? (?:nue|de moi)|nudes?|film\w* (?:moi|"
        r"sans)|chant\w+|publier mes|humili\w+|insult\w+|gifl\w+|etrangl\w+|pouss\w+|secou\w+|"
        r"(?:peux|peut|ose|ai) (?:\w+ )?pas (?:sortir|partir|rentrer|dormir|parler|le quitter|le "
        r"dire|porter plainte|m enfuir)|enfui\w*|m enfuir|fugu\w+|en danger|en securite|"
        r"(?:a qui|vers qui|ou) (?:puis|peut|peux|je|on|dois)|qui (?:puis je|peut) (?:appeler|"
        r"aider)|dit a "
        r"personne|personne ne (?:me croit|sait|m ecoute)|tape|tapent|frappe|cogne\w*|coup de|"
        r"travaill\w+ (?:\w+ ){0,4}(?:gratuitement|sans|pour rien|jour et nuit)|dois de l argent|"
        r"rembours\w+|mariage|marier|marie de force|prend (?:tout )?(?:mon|son|l) argent|proxenete|"
        r"mac|passeur|hommes plus ages|vieux|pour de l argent|contre de la nourriture|"
        r"(?:suis|etait) (?:une )?(?:victime|survivante)|quand j (?:avais|etais)|ca compte|"
        r"ma faute|me sens sale|me scarifi\w+"
    ),
    "german": (
        r"(?:kommt|kam|legt sich|schleicht) (?:\w+ ){0,3}(?:in|zu) (?:mein|ihr|mir|ihr)\w* ?(?:"
        r"zimmer|bett)?|nachts|nicht nein gesagt|nein gesagt|ohne (?:meine )?(?:einwilligung|"
        r"erlaubnis)|wollte (?:\w+ )?nicht|war (?:\w+ )?(?:betrunken|eingeschlafen|noch ein kind|"
        r"klein)|vergewaltig\w*|ubergriff\w*|gegrapscht|grapscht|kusst\w*|gekusst|auszieh\w*|"
        r"ausgezogen|nacktbild\w*|nudes?|bilder von mir|filmt\w*|erpress\w*|demutig\w*|beleidig\w+|"
        r"ohrfeig\w*|gewurgt|wurgt|prugelt|verprugelt|tritt|getreten|schubst|prellungen|"
        r"traue mich|nicht nach hause|nicht weg|weglaufen|weggelaufen|abgehauen|fliehen|gefluchtet|"
        r"in gefahr|nicht sicher|an wen|wohin kann|wer hilft|"
        r"niemand\w* (?:erzahlt|gesagt|glaubt|weiss)|glaubt mir|"
        r"umsonst arbeiten|arbeite\w* (?:\w+ ){0,4}(?:umsonst|ohne (?:lohn|geld))|schulde\w*|"
        r"heiraten|verheirat\w+|zuhalter|schleuser|schlepper|alterer mann|fur geld|"
        r"(?:bin|war) (?:selbst |auch )?(?:ein |eine )?(?:opfer|betroffen\w*|uberlebende\w*)|"
        r"als ich (?:\w+ ){0,3}(?:war|klein)|meine schuld|schmutzig|geschieht mir|"
        r"nimmt (?:ihr|mir|ihm) (?:\w+ )?geld|muss (?:ihm|ihr|alles) (?:\w+ )?(?:geben|abgeben)"
    ),
    "portuguese": (
        r"(?:entra|vem|deita) (?:\w+ )?(?:no|na|em|comigo) ?(?:meu|minha)? ?(?:quarto|cama)|de "
        r"noite|a noite|nao disse nao|disse nao|sem (?:meu|o meu) consentimento|nao queria|"
        r"estava (?:bebada|dormindo|drogada)|estupro|violencia|beij\w+|nudes?|me filmou|minhas "
        r"fotos|chantag\w+|extor\w+|humilh\w+|xinga|empurr\w+|enforc\w+|nao consigo (?:sair|dormir|"
        r"falar)|fugi\w*|fugir|em perigo|a quem|onde (?:posso|ela pode)|contei (?:pra|para|"
        r"a) ninguem|ninguem (?:acredita|sabe)|trabalh\w+ (?:\w+ )"
        r"{0,4}(?:de graca|sem)|devo dinheiro|casar|casamento|cafetao|coiote|homem mais velho|"
        r"por dinheiro|clientes|(?:sou|fui) (?:uma )?(?:vitima|sobrevivente)|quando eu (?:era|"
        r"tinha)|minha culpa|me corto|fica com (?:o|meu|todo)|traficad\w+|aconteceu (?:\w+ ){0,2}"
        r"com(?:igo| minha| meu)"
    ),
    "italian": (
        r"(?:viene|entra|si infila) (?:\w+ )?(?:in|nella|nel) (?:mia |mio |sua )?(?:camera|letto|"
        r"stanza)|di notte|non ho detto (?:di )?no|detto di no|senza (?:il mio )?consenso|non "
        r"volevo|ero (?:ubriaca|addormentata|drogata|piccola|bambina)|stupro|baci\w+|spogli\w+|"
        r"foto (?:di me|nuda)|filmat\w+|ricatt\w+|umilia\w*|insult\w+|schiaff\w+|strangol\w+|"
        r"spint\w+|non (?:posso|riesco a|oso) (?:uscire|dormire|scappare|parlare)|scappat\w+|"
        r"scappare|in pericolo|al sicuro|a chi (?:posso|puo)|chi posso chiamare|detto a nessuno|"
        r"nessuno (?:mi crede|lo sa)|"
        r"lavor\w+ (?:\w+ ){0,4}(?:gratis|senza)|devo (?:dei )?soldi|sposar\w+|matrimonio|"
        r"protettore|magnaccia|scafista|uomo piu grande|per soldi|(?:sono|ero) (?:una )?(?:vittima|"
        r"sopravvissuta)|quando (?:avevo|ero)|colpa mia|mi taglio|successo (?:\w+ ){0,2}a (?:me|"
        r"mia|"
        r"mio)|costringono|costringe|si tiene (?:i|tutti)"
    ),
    "dutch": (
        r"komt (?:\w+ ){0,2}(?:in|op|naar) mijn (?:kamer|bed)|s nachts|geen nee|nee gezegd|zonder "
        r"(?:mijn )?toestemming|wilde (?:het |dat )?niet|was (?:dronken|in slaap|nog klein)|"
        r"aanrand\w*|verkrachting|gezoend|zoent|uitgekleed|naaktfoto\w*|nudes?|filmt|chanteer\w*|"
        r"vernedert|wurgt|schopt|kan niet (?:weg|slapen)|weggelopen|vluchten|in gevaar|niet "
        r"veilig|bij wie|waar kan|wie helpt|niemand (?:verteld|gelooft|"
        r"weet)|voor niks|gratis werken|schuld\w*|trouwen|uitgehuwelijkt|pooier|mensensmokkel\w*|"
        r"oudere man|voor geld|klanten|slachtoffer|overkomen|toen ik (?:\w+ )?(?:was|klein)"
    ),
    "polish": (
        r"przychodzi (?:\w+ ){0,3}do mojego|w nocy|bez (?:mojej )?zgody|nie chcialam|bylam "
        r"(?:pijana|mala)|gwalci\w*|zgwalcon\w+|calowa\w+|rozbier\w+|nagie|szantaz\w*|poniza\w*|"
        r"dusi\w*|kopie|nie moge (?:wyjsc|spac|uciec)|uciekl\w+|uciec|niebezpiecz\w+|do kogo|"
        r"gdzie moge|nikomu nie|nikt (?:mi nie|nie wie)|za darmo|"
        r"dlug\w*|wyjsc za maz|slub\w*|alfons\w*|za pieniadze|klient\w+|ofiara|kiedy (?:bylam|"
        r"bylem)|moja wina"
    ),
    "turkish": (
        r"odama|yatagima|gece\w*|istemedi\w*|hayir dedi\w*|sarhos\w*|tecavuz\w*|optu|opuyor|"
        r"soy\w*du|"
        r"ciplak\w*|fotograf\w*|santaj\w*|asagil\w+|bog\w+|tekme\w*|kacti\w*|kacmak|tehlike\w*|"
        r"kime|nereye|kimseye|kimse|bedava|borc\w*|evlendir\w*|"
        r"evlenmek|pezevenk|para icin|musteri\w*|kurban\w*|kucukken|sucum|para vermiyor\w*|"
        r"maas\w*"
    ),
    "romanian": (
        r"(?:vine|intra) (?:\w+ ){0,2}(?:in|la) (?:camera|patul)|noaptea|am spus nu|"
        r"fara (?:acordul|"
        r"voia)|nu (?:am )?vrut|eram (?:beata|mica|copil)|violat\w*|viol|sarut\w+|dezbrac\w+|poze|"
        r"santaj\w*|umil\w+|strang\w+|nu pot (?:pleca|dormi|iesi)|fug\w*|pericol|cui (?:pot|sa)|"
        r"unde (?:pot|poate)|nimanui|nimeni|gratis|dator\w*|"
        r"marit\w*|casator\w*|peste|proxenet|pentru bani|clienti\w*|victima|cand (?:eram|aveam)|"
        r"vina mea|luat (?:\w+ ){0,2}(?:pasaport|actele|telefon|bani)\w*|nu ma plateste"
    ),
    "indonesian": (
        r"masuk (?:\w+ ){0,3}kamar|malam hari|malam malam|tanpa (?:izin|persetujuan)|tidak mau|"
        r"(?:saya|aku) (?:masih kecil|mabuk|tidur)|diperkosa|pemerkosaan|dicium|foto (?:telanjang|"
        r"bugil)|telanjang|diperas|dihina|dicekik|ditendang|kabur|lari dari|bahaya|kepada siapa|"
        r"ke mana|bagaimana (?:saya )?bisa bantu|bantu teman|tidak ada "
        r"yang (?:tahu|percaya)|ambil paspor|tidak (?:di)?bayar|hutang|utang|dinikahkan|dikawinkan|"
        r"mucikari|germo|demi uang|pelanggan|korban|waktu (?:saya|aku) kecil|salah saya"
    ),
    "swahili": (
        r"chumbani|kitandani|usiku|bila (?:ridhaa|idhini)|sikutaka|nilikuwa mtoto|nilikuwa "
        r"mdogo|kubakwa|ubakaji|busu|uchi|picha|vitisho|\w*tukana|\w*kaba|\w*piga teke|toroka|"
        r"kukimbia|hatari|nani anaweza|hakuna anayejua|bure|deni|"
        r"\w*olewa|\w*oza|kwa pesa|wateja|mwathirika|nilipokuwa"
    ),
    "vietnamese": (
        r"vao phong (?:toi|em)|ban dem|giua dem|khong dong y|khong muon|say ruou|hiep|cuong hiep|"
        r"hon toi|khoa than|anh nong|tong tien|bop co|da toi|khong the (?:ra|di|ngu|tron)|bo tron|"
        r"tron|nguy hiem|noi voi ai|goi ai|khong ai (?:biet|tin)|khong "
        r"cong|no tien|bi ga|lay chong|ma co|vi tien|khach|nan nhan|hoi nho|loi cua toi|lay tien"
    ),
    "swedish": (
        r"(?:kommer|kom|gar) (?:\w+ ){0,2}(?:in|ind|inn) (?:i|pa) mi(?:tt|n|t)|pa natt\w*|"
        r"om natt\w*|"
        r"sa nej|utan (?:mitt )?samtycke|ville inte|ville ikke|var (?:full|liten|ett barn)|"
        r"valdta\w*|voldta\w*|kyss\w*|naken\w*|nakenbilder|utpress\w*|stryp\w*|sparka\w*|kan inte "
        r"(?:ga|sova|lamna)|rymde|rymma|fly|fara|vem kan|vart kan|"
        r"hjalper jag|hjelper jeg|hjaelper jeg|ingen (?:vet|tror)|gratis|skuld\w*|giftas|"
        r"bortgift|hallick|for pengar|kunder|offer|nar jag var|mitt fel|blivit valdtagen"
    ),
}

# Persons who are close, beyond those whom the language's own list names.
FURTHER_CLOSE: Final = {
    "spanish": r"(?:mi|mis) (?:padrastro|madrastra|roomie|compa|hermanastr[ao]|nov[iy][ao]|mejor "
    r"amig[ao]|profe|tutor|pastor|coach|primit[ao])",
    "french": r"(?:mon|ma) (?:beau (?:pere|frere)|belle (?:mere|soeur)|parrain|meilleure? amie?|"
    r"coach|petit (?:frere|ami|copain)|petite (?:soeur|amie)|grand (?:frere|pere)|grande soeur)",
    "german": r"mein\w* (?:stief\w+|schwager|schwagerin|beste\w* freund\w*|kleine\w* (?:schwester|"
    r"bruder)|vorgesetzte\w*|pfarrer|pflege\w+|mitbewohner\w*)",
    "portuguese": r"(?:meu|minha) (?:padrasto|madrasta|melhor amig[ao]|pastor|padre|enteado|"
    r"cunhad[ao]|irmazinha|irmaozinho)",
    "italian": r"(?:mio|mia|il mio|la mia) (?:patrigno|matrigna|migliore amic[ao]|prete|sorellina|"
    r"fratellino|cognat[ao]|suocer[ao])",
    "dutch": r"mijn (?:stief\w+|beste vriend\w*|zwager|opa|oma|coach|huisbaas|zusje|broertje)",
    "polish": r"(?:moj|moja|mojego|mojej) (?:ojczym\w*|macoch\w*|wuj\w*|dziad\w*|szef\w*|"
    r"chlopak\w*|"
    r"maz|meza|kuzyn\w*|kolezank\w*|przyjaciolk\w*)",
    "turkish": r"uvey (?:babam|annem|abim)|dedem\w*|eniste\w*|en yakin arkadas\w*|ev arkadas\w*|"
    r"arkadasima",
    "romanian": r"tat\w* (?:meu )?vitreg|(?:cea mai buna )?prieten[ae] (?:mea|mele)|(?:o|unei|un) "
    r"prieten[ae]?|fratele meu|bunicul (?:meu)?",
    "indonesian": r"(?:ayah|bapak|ibu) tiri|kakek|sahabat (?:saya|aku|ku)|teman sekamar|pacar (?:"
    r"saya|aku)",
    "swahili": r"(?:baba|mama) wa kambo|babu yangu|shemeji yangu|rafiki yangu",
    "vietnamese": r"(?:cha|bo|ba) duong|me ke|ong (?:toi|noi|ngoai)|ban (?:than|cung phong)|anh ho",
    "swedish": r"(?:min|mit) (?:styv\w+|st[ej]\w*far|sted\w*|kompis\w*|farfar|morfar|svager|"
    r"chef|veninde|baste van)|en kompis",
}

# More everyday words, by which a language is known.
FURTHER_COMMON: Final = {
    "spanish": "puedo como una me ser estar esto eso si pero porque cuando ya muy donde quien anda",
    "french": "puis comment j l d s qu on mais si ou tout rien deja cette cet ca quand dit etre",
    "german": "wenn kommt weil aber schon noch dass bei nach in einer freundin oder sehr nein ja",
    "portuguese": "posso como quando mas ja muito onde quem isso esta ser tem sem pela ficou",
    "italian": "posso quando ma gia molto dove chi questo essere sta sono nella sua suo loro a "
    "senza",
    "dutch": "hoe waar wie als maar ook al nog bij mag naar zijn haar dat dit s",
    "polish": "moge ktora ktory kiedy ale juz bardzo gdzie kto to tego jej jego mu po",
    "turkish": "gece geliyor uvey babam odama arkadasima edebilirim gibi zaman da de cunku diye "
    "tarafindan bir sinifimdan",
    "romanian": "pot cum care cand dar unde cine asta ea el lor ei noaptea in pe",
    "indonesian": "masuk kamar malam hari ada pada kalau tapi karena juga harus mau sama saat "
    "kami berdua",
    "swahili": "kwangu yeye kila lakini kama sana nani usiku kwenye hii hiyo huku yetu peke tukiwa",
    "vietnamese": "vao phong dem ban luc nhung neu o nha thi rat hay con minh",
    "swedish": "rum natten natt kommer pa mit i om hur hjalper nar men om till fran sin nagon",
}
