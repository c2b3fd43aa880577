"""Words by which messages in other languages with Latin letters report harm, or are about study."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Language:
    """The signs that a message in a language reports harm; all patterns match folded text.

    `person` is the writer or somebody close, `harm` what was done, and `study` shows that the
    message is about a text or a class instead. `common` are everyday words of the language, of
    which a message must have two: others have words of the same letters.
    """

    common: frozenset[str]
    person: re.Pattern[str]
    harm: re.Pattern[str]
    study: re.Pattern[str]
    close: re.Pattern[str]


# Words for the bot's own subject, in many languages: who names one asks about it.
SUBJECT: Final = re.compile(
    r"\b(?:soldat\w*|soldad\w*|soldier\w*|onu|nato|casques?|bleus casques|peacekeep\w*|unmi\w+|"
    r"bosni\w+|kosovo|haiti|liberia|sea|tcc|hrw|konvention|convention|convencion|convenzione|"
    r"codigo|"
    r"code|kodex|articulo|definition\w*|definicion|recommand\w+|recomienda\w*|quellen?|paper|"
    r"immunitat|immunite|inmunidad|imunidade|bulletin|boletin|zero|tribunal\w*|jur[ai]\w*|derecho|"
    r"droit|bot|quiz|pdf|tolerancia cero|tolerance zero|null ?toleranz|tolleranza zero|"
    r"(?:soy|je suis|sono) (?:estudiante|etudiante?|studente|studentessa)|traducci?o?n\w*|"
    r"profesion\w*|footnotes?|abstract|premisa|argument\w*)\b"
)


def _language(common: str, person: str, harm: str, study: str, close: str) -> Language:
    wanted = (person, harm, study, close)
    return Language(frozenset(common.split()), *(re.compile(rf"\b(?:{one})\b") for one in wanted))


LATIN: Final = {
    "spanish": _language(
        "mi mis me yo nos de la el los las que y en un una por con no se su a lo le al del es fue "
        "fui soy he ha creo para como hace cuando ayuda alguien hago puedo ella",
        r"mi|mis|me|yo|nos|nuestr\w+|conmigo|te|una? (?:amig|vecin|companer|prim|conocid)\w+|soy|"
        r"fui|"
        r"estoy",
        r"viol(?:o|aron|ada|ado|aba|an|ar|arme|adas)|abus(?:o de (?:mi|ella|el)|aron|ada|ado|aba|a|"
        r"an)|"
        r"pega(?:n|ba|ron)?|pego|golpe\w+|maltrat\w+|oblig(?:a|an|o|aron|ada|aba|aban)|explot(?:a|"
        r"an|ada|"
        r"ando|aba|aban)|vend(?:io|ieron|ida|ido|en|e)|secuestr\w+|prostitu\w+|toc(?:o|aba|aron|a|"
        r"ado|ada)|"
        r"acos\w+|amenaz\w+|enc(?:i)?err\w+|forz\w+|fuerza|lastim\w+|manose\w+|drog\w+|matarme|"
        r"suicid\w+|"
        r"acostar\w+|miedo|dano|(?:quit|guard|retien|retuv|tien)\w* (?:\w+ ){0,3}(?:pasaportes?|"
        r"papeles|"
        r"documentos|celular|telefono|sueldo|dinero)|no (?:me|la|lo|le|nos|les) dej\w+|sin "
        r"pagar\w*|"
        r"no (?:me|le|la|nos|les) pag\w+|paso a mi|me (?:paso|paso lo mismo|hicieron|hizo)|no "
        r"quiero vivir|"
        r"desnud\w+|drogad\w+|no (?:me|le|nos) d(?:a|an) dias? libres?|me hace (?:trabajar|hacer|"
        r"acostar)\w*|sin (?:sueldo|descanso|papeles)|embaraz\w+|en la calle|me persigue|migra|"
        r"acosador|prostibulo|burdel|me pidio fotos|sus amigos|me (?:grita|insulta|controla|"
        r"encierra|quema|agarr\w+|bes\w+)|le tiene miedo|con enganos|enga[n]\w+|lo peor|tengo "
        r"moretones|moret\w+|a escondidas|esclav[ao]|morir|encerrad\w+|a la fuerza|contra (?:mi|"
        r"su) voluntad|deud\w+|trat(?:aron|an) como",
        r"(?:mi|el|la|al) (?:profesora?|profe|maestr\w+) (?:pregunt\w+|dice|dijo|quiere|nos)|clase|"
        r"trabajo de (?:clase|investigacion)|este trabajo|texto|articulo|ensayo|tarea|examen|"
        r"capitulo|seccion|exponer|"
        r"presentacion|exposicion|autora?|segun|nota|resum\w+|pagina|leer|lectura|fuente|cita",
        r"(?:mi|mis|su|un|una|el|la) (?:hermanit|herman|prim|ti|abuel|hij|vecin|amig|companer|"
        r"companer|espos|novi|sobrin|cunad|suegr|padrastr|madrastr|jef|patron|senor|ex)\w*|(?:"
        r"mi|mis) (?:mama|papa|madre|padre|marido|mujer|ex|familia|pareja|entrenador|cura|empl"
        r"eador\w*|duen\w+|duen\w+|clienta?|paciente|alumn\w+|supervisor\w*|casero|encargad\w+"
        r")",
    ),
    "french": _language(
        "je j mon ma mes moi me m nous notre une un le la les de du des et est il elle que qui pas "
        "ne en par son sa ai suis dans chez avec pour quoi faire comment a se ce on",
        r"je|j|mon|ma|mes|moi|m|te|ton|ta|nous|notre|une? (?:amie?|copine?|voisine?|collegue|"
        r"cousine?|"
        r"camarade)",
        r"viole(?:e|es|nt|s)?|violer|violait|agress\w+|abus(?:e|ee|er|ait|ent)|frapp\w+|battu\w*|"
        r"bat|"
        r"touch(?:e|ee|ait|er)|forc(?:e|ee|es|ees|er|ent|ait)|oblig(?:e|ee|es|ent|ait|eait|er)|"
        r"vendue?|vend|"
        r"vendent|vendre|prostitu\w+|exploit(?:e|ee|ent|es|ait)|enferm\w+|menac\w+|harcel\w+|"
        r"sequestr\w+|"
        r"esclave|drogue\w*|(?:gard|pris|confisqu|pren|reti|vol)\w* (?:\w+ ){0,3}(?:passeport|"
        r"papiers|"
        r"documents|telephone|salaire|argent)|pas (?:\w+ )?pay\w+|pai?y?e(?:nt)? pas|pay(?:e|ent)? "
        r"pas|"
        r"sans (?:\w+ )?payer|laiss\w+ pas|peur|me tuer|mourir|suicid\w+|attouch\w+|mari(?:er|ee) "
        r"de force|"
        r"arrive a moi|arrive aussi|m est arrive|couche\w* avec|pas le droit de|rembourser|"
        r"avec mon "
        r"corps|sans etre paye\w*|tuera|me tue si|crie|crier|ses amis|nue|nues|mes papiers|mon "
        r"passeport|bleus|blesse\w*|m insulte|me suit|suivie|maquereau|trottoir|retenue|coince\w*|"
        r"piege\w*|esclavage chez|fait du mal|dettes?|pas (?:sortir|partir)|coups",
        r"en cours|cours de|classe|(?:ma|mon|la|le|notre) (?:prof|professeure?) (?:demande|dit|"
        r"veut|a dit|nous)|l expose|cet expose|texte|article|expose|presenter|presentation|partie|"
        r"groupe|"
        r"devoirs?|memoire|chapitre|selon|auteure?|autrice|recommandations?|examen|dissertation|"
        r"resume\w*|"
        r"source|lire|lecture|page",
        r"(?:mon|ma|mes|une?|notre) (?:soeur|sœur|frere|mere|pere|cousine?|tante|oncle|fille|f"
        r"ils|niece|neveu|voisine?s?|amie?s?|copine?s?|mari|femme|beau pere|belle (?:soeur|mer"
        r"e)|grand (?:mere|pere)|ex|patronne?|chef|employeur|compagnon|colocataire|coloc|famil"
        r"le|cliente?|patiente?|eleve|etudiante|entraineur|parents|collegue|camarade|proprieta"
        r"ire)",
    ),
    "german": _language(
        "ich mir mich mein meine meinen meiner meinem unser unsere uns und der die das den dem "
        "nicht "
        "ist hat habe werde von zu mit auf was wie kann ein eine einer wurde wird er sie es als da "
        "ihr ihrem",
        r"ich|mir|mich|dir|dich|dein\w*|mein\w*|unser\w*|uns|der chef|die chefin|(?:ein|"
        r"das) (?:madchen|"
        r"kind)|eine? (?:freund|bekannt|nachbar|kolleg|mitschuler|"
        r"cousin)\w*",
        r"vergewaltig\w+|missbrauch\w*|misshand\w+|schlagt|schlaegt|schlagen|geschlagen|schlug\w*|"
        r"verprugel\w+|gezwungen|zwingt|zwang|zwangen|verkauft\w*|angefasst|begrapsch\w+|"
        r"belastig\w+|"
        r"eingesperrt|sperrt|bedroht\w*|droht|gedroht|ausgebeutet|verheiratet werden|"
        r"zwangsverheirat\w+|"
        r"(?:pass|ausweis|papiere|handy|lohn|geld) (?:\w+ ){0,3}(?:nimmt|genommen|hat|behalt\w*|"
        r"weggenommen|abgenommen|einbehalten|und lasst)|(?:hat|nimmt|behalt|haben) (?:\w+ "
        r")?(?:mein|ihr)\w* "
        r"(?:pass|ausweis|papiere|handy|lohn)|lasst (?:mich|sie|ihn|uns) nicht|nicht (?:mehr "
        r")?(?:weg|raus|"
        r"gehen|rausgehen)|kein\w* (?:lohn|geld)|loverboy|angst|mir passiert|mir auch passiert|"
        r"umbringen|"
        r"sterben|ritz\w*|weh ?getan|entfuhrt|anschaffen|erpress\w+|verletzt|wehgetan|unter drogen|"
        r"(?:mir|uns|ihr) (?:ist |das |auch )*passiert|fasst (?:\w+ ){0,4}an|leben seit|nicht mehr "
        r"leben|abarbeiten|schulden|unbezahlt|freier|bordell|strich|blaue flecken|haut (?:mich|"
        r"sie)|wehren|nackt\w*|zu nah|nachts|verfolgt|stalk\w*|kontrolliert|schreit|k o tropfen|"
        r"gefangen|festgehalten|halt (?:mich|sie) fest|reingefallen",
        r"kapitel|referat|gruppe|hausarbeit|text|seminar|vorlesung|(?:prof|professorin?|lehrer|"
        r"lehrerin|dozent\w*) (?:sagt|fragt|will|meint|hat)|dozent\w*|vor der|aufsatz|"
        r"zusammenfass\w*|bedeutet|prasentation|klausur|abschnitt|fussnote|autorin|laut|quelle|"
        r"lesen "
        r"mussen|unterricht|bringt mich um|heisst",
        r"(?:mein|meine|meinen|meiner|meinem|unser|unsere|unserer|eine|einer|ne) (?:\w+ )?(?:s"
        r"chwester|bruder|mutter|vater|mama|papa|cousine|cousin|tante|onkel|tochter|sohn|nicht"
        r"e|neffe|nachbar\w*|freund\w*|mann|frau|stief\w+|oma|opa|ex\w*|chef\w*|arbeitgeber\w*"
        r"|partner|mitbewohner\w*|familie|klient\w*|patient\w*|schuler\w*|trainer|eltern|kolle"
        r"gin|mitschuler\w*|vermieter|bekannte|gastfamilie|kumpel)",
    ),
    "portuguese": _language(
        "eu meu minha meus minhas me fui estou uma um de do da que o e nao com para no na ele ela "
        "os "
        "as em se por sou foi meu pra mim",
        r"eu|meus?|minhas?|me|mim|comigo|fui|estou|uma? (?:amig|vizinh|coleg|prim)\w+|noss[ao]",
        r"estupr\w+|viol(?:ou|ada|aram|entad\w+)|abus(?:ou|ada|aram|ado|ava|a de)|apanh\w+|bat(?:e|"
        r"eu|em|ia)|"
        r"agred\w+|espanc\w+|obrig(?:ou|aram|am|ava|a)|forc(?:ou|ada|aram|a|am)|prostitu\w+|"
        r"vend(?:eu|ida|"
        r"eram|em)|ameac\w+|toc(?:ou|ava|a)|explor(?:a|am|ada|ando)|tranc\w+|(?:fic|tir|peg|tom|"
        r"segur|ret)\w* "
        r"(?:\w+ ){0,3}(?:passaporte|documentos|celular|salario|dinheiro)|nao (?:posso|pode|"
        r"deixa\w*|me "
        r"deixa\w*|a deixa\w*) (?:sair|ir|falar)|nao me (?:paga|deixa)\w*|sem (?:me )?(?:pagar|"
        r"receber)|medo|"
        r"suicid\w+|morrer|me matar|enganad\w+|machuc\w+|drogad\w+|comigo|me bate|nua|nus|fotos|a "
        r"forca|sozinha com ele|encostou|passou a mao|assedi\w+|me persegue|grit\w+|preso|presa|"
        r"hematoma\w*|nao me sinto segura|puta|prostibulo|programa|aconteceu (?:isso )?comigo|"
        r"divida|escrav[ao]",
        r"(?:meu|minha|a|o) professora? (?:pediu|disse|quer|perguntou)|aula|texto|artigo|capitulo|"
        r"apresenta\w+|autora?|prova|resumo|grupo|segundo|paper|"
        r"pagina|por que os|dever de casa|seminario",
        r"(?:meu|minha|meus|minhas|uma?|nossa|nosso) (?:irma|irmao|prim[ao]|ti[ao]|avo|mae|pai"
        r"|filh[ao]|vizinh[ao]|amig[ao]|colega|marido|mulher|esposa|namorad[ao]|sobrinh[ao]|pa"
        r"drasto|patrao|patroa|chefe|ex|familia|cunhad[ao]|client[ea]|paciente|alun[ao]|treina"
        r"dor|sogr[ao])",
    ),
    "italian": _language(
        "io mio mia mi me tornare casa miei mie sono il la lo e di che non per un una ha ho con in "
        "da si al del mi "
        "nostra amica lui lei cosa come fa gli",
        r"io|mio|mia|mi|miei|mie|me|ho|nostr\w+|una? (?:amic|compagn|vicin|cugin|collega)\w*",
        r"violent\w+|stupr\w+|abus(?:ato|ata|a di|ano|ava)|picchi\w+|costring\w+|costrett\w+|"
        r"obblig\w+|"
        r"vend(?:uto|uta|e|ono)|minacci\w+|toccat\w+|tocca|toccava|sfrutt\w+|rinchius\w+|chius[ao]|"
        r"(?:pres|tien|tolt|sequestr|ha|trattien)\w* (?:\w+ ){0,3}(?:passaporto|documenti|telefono|"
        r"stipendio|"
        r"soldi)|gratis|senza (?:\w+ )?paga\w*|non (?:mi|la|lo|ci) (?:lascia|fa|paga)\w*|paura|"
        r"uccider\w+|"
        r"suicid\w+|prostitu\w+|molest\w+|schiav[ao]|successo (?:anche )?a me|costring\w+|forz\w+|"
        r"botte|nud[ae]|foto|senza paga|segue|lividi|drogat\w+|rubato|pedina|urla|prigionier\w+|"
        r"debito|strada|clienti|abusa|morire|fatto del male",
        r"professor\w*|prof|lezione|testo|articolo|capitolo|tesi|presenta\w+|parte|autrice|esame|"
        r"gruppo|"
        r"compito|secondo|riassunto|seminario|fonte|pagina",
        r"(?:mio|mia|miei|mie|il mio|la mia|una?|un) (?:sorella|fratello|cugin[ao]|zi[ao]|madr"
        r"e|mamma|padre|papa|figli[ao]|vicin[ao]|amic[ao]|compagn[ao]|marito|moglie|fidanzat[a"
        r"o]|ragazz[ao]|nipote|patrigno|capo|padrone|datore|ex|famiglia|collega|client[ei]|paz"
        r"iente|allenatore|nonna|nonno|titolare|coinquilin[ao])",
    ),
    "dutch": _language(
        "ik oom aan mijn me mij ons onze een het de en van niet is heeft wordt werd door haar hij "
        "zij wat kan "
        "moet met op vriendin vriend om te",
        r"ik|mijn|mij|ons|onze|een (?:vriendin|vriend|buurvrouw|collega)",
        r"zat aan|zit aan|raakt (?:me|mij) aan|uithuwelij\w*|verkracht\w*|naakt\w*|gestalkt|"
        r"durf niet|misbruik\w*|slaat|geslagen|"
        r"sloeg|gedwongen|dwingt|dwong|verkocht|aangerand|"
        r"betast|paspoort (?:\w+ ){0,3}(?:af\w+|ingenomen)|(?:heeft|houdt) mijn (?:paspoort|"
        r"papieren)|"
        r"opgesloten|bedreig\w+|uitgebuit|niet weg|loverboy|bang|mishandel\w+|zelfmoord|niet "
        r"betaald",
        r"les|docent|leraar|hoofdstuk|tekst|werkstuk|presentatie|bron|tentamen|volgens|artikel|"
        r"scriptie",
        r"(?:mijn|een|onze) (?:zus|zusje|broer\w*|moeder|vader|nicht|neef|tante|oom|dochter|zo"
        r"on|buur\w*|vriend\w*|man|vrouw|ex|baas|stiefvader|huisgenoot|collega|client\w*|famil"
        r"ie|trainer)",
    ),
    "polish": _language(
        "ja mnie mi moja moj mojej mojego jestem jest nie i w z na sie ze jak co zostala zostal "
        "kolezanka siostra do przez ma wiem od mam kto pomoc",
        r"ja|mnie|mi|moj\w*|boje|bylam|bylem|wuj\w*|jestem|mam|nasz\w*|kolezan[kc]\w+|"
        r"przyjaciol[kc]\w+|"
        r"sasiadk\w+|zostal[ae]m",
        r"z?gwalc\w+|bije|bil[ai]?|pobi\w+|wykorzyst\w+|zmusz\w+|zmusi\w*|sprzeda\w+|paszport\w*|"
        r"molest\w*|"
        r"dotyka\w*|dotyk\w*|uwiez\w+|zamkn\w+|zamyka\w*|groz[iy]\w*|krzywdz\w+|skrzywdz\w+|boje "
        r"sie|wracac do domu|krzyczy|groz\w+|nag[aie]\w*|gwalt\w*|szantaz\w+|zabral\w*|nie chce "
        r"zyc|burdel\w*|"
        r"samobo\w+|nie placi\w*|nie wypuszcza\w*",
        r"zajec\w*|profesor\w*|tekst\w*|artykul\w*|rozdzial\w*|prezentacj\w+|egzamin\w*|autork\w+|"
        r"esej\w*|"
        r"wedlug|praca domowa|zrodl\w+",
        r"(?:moja|moj|moje|mojej|mojego|moim|nasza) (?:\w+)",
    ),
    "turkish": _language(
        "ben benim kiz kardesime kardesimi ettiler amcam bana beni biz bizim bir ve bu ne icin mi "
        "icin var yok cok ama o onu ona nasil "
        "yapmaliyim annem kardesim arkadasim patronum",
        r"ben|benim|bana|\w*kardes(?:ime|imi|im)|abim|amcam|dayim|annemi|beni|bizi|annem|babam|"
        r"kardesim|ablam|kuzenim|arkadasim\w*|komsum\w*|patronum|"
        r"kocam|esim|kizim|sevgilim|kiz|babasi|annesi",
        r"tecavuz\w*|taciz\w*|dov\w+|vur(?:uyor|du)\w*|zorl\w+|satt\w*|satil\w*|sat(?:iyor|mis)\w*|"
        r"pasaport\w*|"
        r"istismar\w*|kork\w+|kapatt?i\w*|kilit\w*|tehdit\w*|dokun\w+|oldur\w+|intihar\w*|"
        r"birakmiyor\w*",
        r"odev\w*|ders\w*|hoca\w*|ogretmen\w*|makale\w*|bolum\w*|sunum\w*|sinav\w*|yazar\w*|"
        r"metin\w*|gore",
        r"annem\w*|babam\w*|kardesim\w*|ablam\w*|abim\w*|kuzenim\w*|arkadasim\w*|komsum\w*|pat"
        r"ronum\w*|kocam\w*|esim\w*|kizim\w*|oglum\w*|sevgilim\w*|teyzem\w*|amcam\w*|dayim\w*|"
        r"halam\w*|isverenim\w*",
    ),
    "romanian": _language(
        "eu mea meu mi ma m sunt este si nu la de un o pe cu ca sa am fost mama sora prietena ce "
        "lui",
        r"eu|mea|meu|mi|ma|sunt|am|prieten[ae]\w*|vecin[ae]\w*|sora|verisoara",
        r"viol(?:at|ata|eaza)|abuz(?:at|ata|eaza)|bat(?:e|ut|uta)?|vand(?:ut|uta|e)|oblig(?:at|ata|"
        r"a)|"
        r"fort(?:at|ata|eaza)|pasaport\w*|nu (?:ma|o) lasa|sechestr\w+|trafic(?:at|ata)|amenint\w+|"
        r"frica|"
        r"ating(?:e)?|atins|nu (?:ma|o) plat\w+|sinuci\w+|inchis[ae]?",
        r"profesor\w*|curs|text\w*|articol\w*|capitol\w*|prezentar\w+|examen|autoare\w*|tema|"
        r"conform",
        r"(?:sora|fratele|mama|tatal|verisoara|matusa|unchiul|fiica|vecina|prietena|prietenul|"
        r"sotul|sotia|seful|iubitul|patronul)(?: \w+)? (?:mea|meu|mele)|(?:sefu|sotul|mama|tat"
        r"a)\b",
    ),
    "bosnian": _language(
        "ja me mene moj moja moju mojoj sam je i u na se da ne su za od koji sestra drugarica "
        "kako sta sto mi nije bio bila",
        r"ja|me|mene|mi|moj\w*|nas\w?|sam|drugaric\w+|prijateljic\w+|komsinic\w+",
        r"silov\w+|tuce|tukao|udar\w*|prodal\w*|prodat\w*|prodan\w*|prisilj\w+|prisil\w+|natjer\w+|"
        r"nater\w+|pasos\w*|zlostavlj\w+|dira(?:o|la|li)?|dodiriv\w+|zakljuc\w+|prijeti\w*|"
        r"preti\w*|"
        r"bojim|ubiti se|ubicu|povrijed\w+|tukli",
        r"profesor\w*|cas|tekst\w*|clan\w*|poglavlj\w+|prezentacij\w+|ispit\w*|autoric\w+|"
        r"seminar\w*|prema",
        r"(?:moja|moj|moju|mojoj|mog|mom|moje) (?:\w+ )?(?:sestr\w+|brat\w*|majk\w+|mam\w+|ota"
        r"c|oca|tetk\w+|ujak\w*|kcer\w*|kcerk\w+|komsinic\w+|prijateljic\w+|drugaric\w+|muz\w*"
        r"|zen\w+|sef\w*|gazd\w+|deck\w+|momak|rodic\w+|cimerk\w+)",
    ),
    "tagalog": _language(
        "ako ko akin kaibigan kapatid ate kuya ang ng sa na hindi at po ba siya niya kanya ni si "
        "mga "
        "ay kami ano paano pa",
        r"ako|ko|akin|kong|kapatid\w*|kaibigan\w*|pinsan\w*|anak|nanay|kami|namin|kapitbahay\w*",
        r"gina?hasa|ginagahasa|nirape|ni rape|rape|binu\w+|bugbog\w*|sinasaktan|sinaktan|"
        r"pini?pilit|pinilit|"
        r"(?:kinuha|tinago|hawak|itinago) (?:\w+ ){0,4}(?:pasaporte|passport|papel|telepono|"
        r"cellphone)|"
        r"hindi (?:\w+ ){0,2}pina\w+|hindi (?:\w+ ){0,2}(?:pinapasahod|pinasasahod|binabayaran|"
        r"sinusweldohan|makaalis|makalabas)|"
        r"i?binenta\w*|mino\w*lestiya|minolestya|hinawakan|hinahawakan|hinihipuan|ginagalaw|"
        r"ginalaw|pinagsamantalahan|minamaltrato|tinatakot|nakakulong|utang|hinipuan|hinipo|"
        r"binabantaan|ikinulong|"
        r"kinukulong|takot|magpakamatay|sinampal|inabuso|inaabuso",
        r"guro|klase|teksto|artikulo|kabanata|presentasyon|eksam|takdang|ayon|may akda",
        r"(?:kapatid|kaibigan|pinsan|tita|tito|nanay|tatay|anak|ate|kuya|asawa|amo|boss|kapitb"
        r"ahay|kasintahan|jowa|bf|gf|nobyo) (?:ko|namin|natin)|(?:ang|ng|sa) (?:kapatid|kaibig"
        r"an|amo|asawa|pinsan)",
    ),
    "hindi": _language(
        "mera meri mere mujhe chacha jagah uske use pati main mein hum hai hain ka ki ke ko se "
        "nahi nahin aur kya kaise dost "
        "behen bhai ne tha thi raha rahi ho wo woh usko use",
        r"mera|meri|mere|mujhe|mujhko|main|hum\w*|humari|dost|saheli|padosi\w*|padosan",
        r"rape|balatkar\w*|ma?arta|ma?arti|ma?arte|mara|pita|peet\w+|pit(?:ai|ta)|zabardasti|"
        r"jabardasti|"
        r"bech\w*|passport (?:nahi|le|chheen|rakh|cheen)\w*|chhed\w*|chhua|chua|chhut[aei]|galat "
        r"jagah|chhoo\w*|haath lag\w+|rape hua|bhag\w*|qarz|karz|tankhwah|pagaar|salary nahi|"
        r"dhamki|dhamka\w*|kaid|qaid|"
        r"band (?:kar|rakh)\w*|shoshan|dar (?:lag\w*|rahi|raha)|jane nahi|jaane nahi|paise nahi|"
        r"majboor\w*|"
        r"khudkushi|ghar se (?:nikal|bahar)\w*|nikalne nahi|tang karta",
        r"professor|kaksha|class|essay|paper|lekh\w*|adhyay|presentation|exam|lekhak\w*|ke anusar|"
        r"assignment",
        r"(?:mer[aie]|hamar[aie]) (?:\w+ )?(?:behen|behan|bhai|maa|ma|mummy|papa|pita|baap|cha"
        r"cha|mama|dost|saheli|pati|biwi|patni|boyfriend|malik|boss|padosan|padosi|cousin|beti"
        r"|beta|bf|sautel\w+|khala|phuph\w+|didi|saas|sasur|sasural)",
    ),
    "indonesian": _language(
        "saya paman suami aku teman kakak adik ibu saudara di ke dan yang tidak dengan oleh ini "
        "itu dia apa "
        "bagaimana untuk sudah mereka bisa dari majikan",
        r"saya|aku|ku|paman\w*|kami|teman\w*|kakak\w*|adik\w*|sepupu\w*|tetangga\w*|ibuku",
        r"(?:di)?perkosa\w*|dilecehkan|dipukul\w*|memukul\w*|dipaksa|memaksa|dijual|menjual|"
        r"paspor\w*|"
        r"disekap|disentuh|dikurung|diancam|disiksa|menyentuh|meraba|menahan|menyiksa|mengancam|"
        r"meraba|takut|bunuh diri|diculik|digilir|ditahan|tidak (?:boleh keluar|dibayar|digaji)",
        r"dosen|kelas|guru|teks|artikel|bab|presentasi|ujian|penulis|menurut|makalah|tugas",
        r"(?:adik|kakak|ibu|ayah|bapak|teman|sepupu|tetangga|suami|istri|majikan|bos|pacar|pam"
        r"an|om|tante|bibi|anak|saudara) (?:saya|aku|ku|perempuan saya)|majikan",
    ),
    "swahili": _language(
        "mimi yangu wangu dada kaka rafiki na ya wa ni kwa sina yake wake nina mama nini niko hapa",
        r"mimi|yangu|wangu|wetu|dada|kaka|rafiki|mama|nina|nili\w+|ni[mn]e\w+",
        r"\w*bakwa|\w*baka|\w*nipiga|\w*mpiga|\w*pigwa|\w*lazimish\w*|pasipoti\w*|\w*uzwa|"
        r"\w*nyanyas\w*|"
        r"\w*fungia|\w*tishia|naogopa|kujiua|\w*shikashika|\w*nishika",
        r"mwalimu|darasa|makala|sura|insha|mtihani|mwandishi|kulingana",
        r"(?:dada|kaka|mama|baba|rafiki|mume|mke|shangazi|mjomba|jirani|binti|bosi|mwajiri|bin"
        r"amu) (?:yangu|wangu|wetu)",
    ),
    "vietnamese": _language(
        "toi bo danh em minh ban chi ba me cua va la bi khong co mot nguoi nay da duoc voi cho lam "
        "sao gi",
        r"toi|em|minh|me toi|bo toi|ban (?:toi|em|than)|chi toi|me toi",
        r"danh (?:me|toi|em|chi)|hiep|hiep dam|giu ho chieu|so mo|so ve nha|danh dap|bi danh|lam "
        r"dung|xam hai|bi ban|bi ep|ep buoc|ho chieu|bi nhot|de doa|"
        r"so qua|tu tu|quay roi",
        r"giao vien|bai (?:viet|luan|tap|hoc)|lop|tac gia|chuong|thuyet trinh|theo",
        r"(?:chi|em gai|em|anh|me|bo|ba|ban than|ban|co|chu|bac|chong|vo|sep|hang xom|ban trai"
        r"|chau) (?:toi|minh|cua toi|gai toi)",
    ),
    "swedish": _language(
        "jag min mitt mina mig och en ett det som inte ar har av blev blir han hon att pa van "
        "syster "
        "mor vad kan jeg meg ikke er venninne",
        r"jag|jeg|min|mitt|mina|mig|meg|en (?:van|kompis|venninne|granne)",
        r"tar pa mig|tog pa mig|valdt\w+|ta(?:fsar|fsade)|voldt\w+|utnyttj\w+|utnytt\w+|slar|slog|"
        r"slatt|tvinga\w+|tvang|tvunget|sald|solgt|"
        r"overgrep\w*|misshandl\w+|misbruk\w*|hotar|hotad|truer|rad[ds]\w*|redd|passet? (?:\w+ "
        r"){0,2}(?:tog|"
        r"tar|tatt)|inlast|sjalvmord|tafsa\w*|antasta\w*",
        r"larare|lektion|text|artikel|kapitel|uppsats|presentation|tenta|forfattare|enligt|laerer",
        r"(?:min|mitt|mina|en|vares) (?:syster|bror|mamma|mor|pappa|far|kusin|moster|faster|fa"
        r"rbror|morbror|dotter|son|granne|van|kompis|pojkvan|flickvan|man|chef|styvpappa|venni"
        r"nne|sjef|kjaereste|soster|onkel|tante)",
    ),
}

# In Arabic typed with Latin letters the digits are letters, and "my" is an ending.
ARABIZI: Final = Language(
    frozenset(
        "w ana mish mesh ma mn min el lel 3and fi fe 3ala 3an bas ya ezay kif keef shu sho eh law "
        "elli illi ili w men 3andi 3am kan kanet et abouya ommi gozi "
        "waldi khoya liya el beit khayfa sa7bti okhti 3ammi el".split()
    ),
    re.compile(
        r"\b(?:ana|ni\b|(?:o|u)(?:kh|5)ti|a(?:kh|5)(?:i|oya|ouya)|sa(?:di|7|h|7e)\w*(?:ti|bi|i)|"
        r"s[ae]?[7h]e?bt?i|(?:j|g|z)o[uo]?[jz]i|zawji|abouy?a|baba|[ko]?5?kh?ali|3amm?i|omm?i|mama|"
        r"bent\w*|bint\w*|mrati|[jg]arti|mo?dir\w*i|m3all?emi|ibn\w*|[a-z]+ti|[a-z]+ni|abouya|"
        r"waldi|khoya|\w*(?:kh|5)oya|gozi|jozi|rajli|mart\w*i|bya|beya|liya|ommi)\b"
    ),
    re.compile(
        r"\w*drabni|\w*7arra?sh\w*|\w*harra?sh\w*|(?:kh|5)da (?:\w+ ){0,2}(?:passport|telephone|"
        r"flous)|(?:i|e)(?:gh|8)ti?[st]as?\w*|(?:gh|8)tas\w*|\w*drab\w*|\w*drob\w*|darab\w*|"
        r"\bt?e?t3arr?[ad]\w*|"
        r"ma[7h]bous\w*|m7bous\w*|[7h]abes\w*|[7h]abs\w*|ta?[7h]arr?[aeo]*sh\w*|ba3ou\w*|"
        r"\bbeye?3\w*|"
        r"(?:a|e)?(?:kh|5)ad\w* (?:\w+ ){0,3}(?:passport|pasbor\w*|bas[bp]or\w*|mobile|telefon\w*|"
        r"wara2\w*)|"
        r"\w*hadd?ed\w*|\b(?:gh|8)asb\w*|esta?(?:gh|8)al\w*|lamas\w*|yelmes\w*|ma3?andi makan|"
        r"(?:kh|5)a[yi]e?f\w*|\w*2tel\w*|i?nti7ar|mo2zi|\w*2za\w*"
    ),
    re.compile(
        r"presentation|paper|prof\b|doktor|duktur|mo[7h]adra|ba[7h]th|em?te[7h]an|essay|chapter|"
        r"assignment|2ra|nas\b|footnote"
    ),
    re.compile(
        r"\b(?:o|u)(?:kh|5)ti\b|\bsa(?:di2ti|7bti|hbti|diqti|di2i|7bi)\b|\b[jgz]o[uo]?[jzg]i\b|"
        r"\bzawji\b|"
        r"\b3amm?i\b|\b(?:kh|5)ali\b|\bomm?i\b|\babouya\b|\bbent[iy]\b|\bjarti\b|\bgarti\b|"
        r"\bmo?dir[ie]\w*\b|"
        r"\bm3all?emi\b|\brajli\b|\b(?:kh|5)oya\b|\bmrati\b|\bkafil\w*\b|\bmadam\w*\b|\bbint "
        r"3amm?i\b"
    ),
)
