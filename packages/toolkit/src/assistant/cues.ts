/** Turns of phrase that show what a person wants, whatever the subject: a promise, advice on a case, something else entirely. */
import type { RefusalReason } from './passage.ts'

type Cued = Exclude<RefusalReason, 'other_law'>

/** Read over lower case; each is a turn that a question on what the law says does not need. */
const cues: Readonly<Record<Cued, readonly RegExp[]>> = {
  no_promise: [
    /\b(?:promise|guarantee|assure|swear|vouch|give (?:me|us) your word|certify|confirm (?:to|in|that|for)|put (?:it )?in writing)\b/,
    /\b(?:guaranteed|bulletproof|watertight|100 ?%|hundred percent|fully (?:safe|secure|compliant)|definitely (?:safe|secure|compliant))/,
    /\b(?:sign|approve|stamp|sign off)\b.*\b(?:for (?:me|us)|on (?:my|our) behalf|instead of (?:me|us))\b/,
    /\b(?:can|may|could) (?:i|we) (?:rely|count) on (?:you|it|this)\b|\bso (?:we|i)(?:'re| are|'m| am) (?:safe|fine|compliant|ok|okay)\b/,
    /\b(?:are|is|will) (?:we|our \w+|my \w+|it|the product) (?:be )?(?:really |now |fully |completely |definitely )*(?:compliant|cra[- ]ready|in conformity|conform)\b/,
    /^(?:please )?(?:submit|mark|approve|sign|order|appoint|issue|waive|grant|accept|reject|delete|click|send|file|release|certify|declare|attest|set (?:our|the|it|all))\b/,
    /\b(?:for sure|certain that|certainly|sleep (?:well|soundly)|tell me (?:that|it)|want to hear that|are we sure to|binding statement|on (?:my|our) behalf|how sure are you|can you (?:exclude|rule out))\b/,
    /^(?:bitte )?(?:erteile|genehmige|unterschreib\w*|unterzeichne|signiere|stempel\w*|datiere|bezeuge|bescheinige|erlass\w*|klick\w*|markiere|setze? (?:alle|das|unser\w*)|gib|stelle? fest|schick\w*|reiche? .* ein|lösche?|bring für)\b/,
    /\b(?:bezeug\w*|bescheinig\w*|bestätig(?:e|st|en sie)|auf jeden fall|bestimmt|steht (?:es )?fest|ruhig schlafen|darauf verlassen|gewähr|sag mir,? dass|kannst du ausschließen|in meinem namen|in unserem namen|verbindlich (?:zu|er)\w*)\b/,
    /\b(?:versprich|versprechen sie|versprecht|garantier\w*|sichere? (?:mir|uns) zu|zusichern|bestätig(?:e|en sie|st du)?\b.*\b(?:dass|mir|uns)|gib (?:mir|uns) dein wort|schriftlich geben|bürg\w*)/,
    /\b(?:garantiert|hundertprozentig|100 ?prozent|wasserdicht|rechtssicher)\b/,
    /\b(?:unterschreib\w*|unterzeichne\w*|abzeichnen|freigeben)\b.*\bfür (?:mich|uns)\b/,
    /\b(?:sind wir|ist (?:unser|mein)\w* \w+) (?:damit |jetzt |nun |also |dann |wirklich |vollständig |komplett |schon )*(?:konform|cra-konform|sicher|auf der sicheren seite)\b/,
  ],
  legal_advice: [
    /\b(?:sue|suing|lawsuit|litigat\w+|settle(?:ment)? (?:with|out)|court|judge|appeal against|defen[cs]e (?:against|letter|brief)|legal (?:opinion|advice|defen[cs]e)|my lawyer|our lawyer|attorney)\b/,
    /\b(?:will|would|can|could|might|do) (?:we|i|they|the authority|our \w+) (?:\w+ )?(?:be )?(?:fined|fine us|punish(?:ed)?|prosecute\w*|held liable|go to (?:jail|prison)|get (?:fined|into trouble|sued)|liable)\b/,
    /\b(?:personally liable|whose fault|who is to blame|claim damages|damages from|pay us back|recover the (?:cost|loss))\b/,
    /\b(?:clause|contract|terms|nda)\b.*\b(?:draft|write|word|formulate|shift|exclude|waive)\b|\b(?:draft|write|word|formulate)\b.*\b(?:clause|contract|reply to the authority|objection|defen[cs]e|complaint|letter to)\b/,
    /\b(?:to blame|hold (?:me|us) (?:responsible|liable)|responsible for the damage|pay for the (?:damage|downtime|loss)|liability|risk a (?:penalty|fine)|what happens to (?:us|me) if|testify|thrown out as|against the (?:order|decision|authority)|before (?:a )?court|verbal agreement|legal (?:assessment|counsel)|law firm|is it defensible|my boss|who is right|do you agree with|convince the authority)\b/,
    /\b(?:(?:may|can|could|should) (?:we|i) (?:refuse|ignore|hide|delete the|backdate|call|just)|nobody (?:checks|notices)|who would (?:find out|notice)|so (?:that )?it is (?:excluded|exempt)|cleverly|checks the least|look compliant)\b/,
    /\b(?:get (?:out of|around|away with)|loophole|circumvent|avoid the (?:law|cra|fine|duty)|dodge)\b/,
    /\b(?:verklag\w*|klagen|gericht|prozess(?:ieren| führen| gewinnen)|anwalt|anwältin|rechtsgutachten|rechtsberatung|widerspruch einlegen|einspruch|schadens?ersatz|vergleich schließen)\b/,
    /\b(?:haften wir|hafte ich|haftet (?:unser|mein|der chef|die geschäftsführung)\w*|persönlich haft\w*|wer ist schuld|wessen schuld|strafbar|bestraft (?:man|werden wir)|(?:bekommen|kriegen|zahlen) (?:wir|ich) (?:\w+ )?(?:ein bußgeld|eine strafe))\b/,
    /\b(?:droht (?:mir|uns)|ordnungswidrig\w*|haftung|geradesteh\w*|verantwortlich für den schaden|schaden (?:zahlen|ersetzen|tragen)|(?:dürfen|können) wir (?:uns weigern|ablehnen|verweigern|ignorieren)|anfecht\w*|fechten|gegen den bescheid|gegen die (?:anordnung|behörde|entscheidung)|vom kauf zurück\w*|aus der zusage|wer (?:liegt|hat) (?:richtig|recht)|teilst du|teilen sie die|überzeugen wir|gegen uns)\b/,
    /\b(?:rückdatier\w*|merkt (?:das|es) (?:jemand|keiner)|niemand merkt|um ausgenommen|damit (?:wir|es|sie) (?:nicht|ausgenommen)|ohne es zu sein|spricht etwas dagegen|kommen wir .* herum|am wenigsten (?:geprüft|prüft))\b/,
    /\b(?:formulier\w*|schreib\w*|entwirf|entwerfen|aufsetzen)\b.*\b(?:klausel|vertrag|widerspruch|stellungnahme|antwort an die behörde|verteidigung|beschwerde)\b/,
    /\b(?:umgehen|schlupfloch|drumherum|davonkommen|aus der haftung)\b/,
  ],
  out_of_corpus: [
    /\b(?:weather|poem|joke|song|recipe|football|soccer|stock price|share price|lottery|horoscope|capital of|population|who won|phone number|opening hours|salary|job offer)\b/,
    /\b(?:cheapest|cheap|best (?:price|router|heat pump|tool|lab|consultant|lawyer)|recommend (?:me |us )?a|which (?:brand|model|consultant|lab|vendor) (?:is|should)|how much (?:does|do|will|would) .* (?:cost|charge)|what (?:does|do|would) .* (?:cost|charge)|price of)\b/,
    /\b(?:how (?:do|can|to) (?:i |we |you )?(?:flash|hack|root|jailbreak|install|configure|program|code|compile|debug|crack|solder|build a|write a (?:script|program)))\b/,
    /\b(?:write|generate|translate|summari[sz]e|tell) (?:me |us )?(?:a |an |this |some )?(?:poem|story|joke|code|function|script|python|email|text|song|essay)\b/,
    /\b(?:wetter|gedicht|witz|lied|rezept|fußball|bundesliga|aktienkurs|lotto|horoskop|hauptstadt|einwohner|wer hat gewonnen|telefonnummer|öffnungszeiten|gehalt|stellenangebot)\b/,
    /\b(?:was kost\w*|wie viel kost\w*|wieviel kost\w*|wie teuer|preis für|am (?:billigsten|günstigsten|sparsamsten|schnellsten)|welche[rsn]? \w+ (?:ist|sind) (?:der|die|das)? ?(?:beste|billigste|günstigste)\w*|empfiehl\w*|empfehlen sie)\b/,
    /\bwie (?:flashe|hacke|roote|installiere|konfiguriere|programmiere|kompiliere|lötet?|baue|knacke) (?:ich|man|wir)\b/,
    /\b(?:schreib\w*|dichte|übersetz\w*|erzähl\w*) (?:mir |uns )?(?:mal |bitte |doch )*(?:n |'n |ein\w* |den |das |die )?(?:gedicht|geschichte|witz|code|funktion|skript|programm|lied|aufsatz)/,
  ],
}

/** The reasons whose turns a question has. */
export function cuedReasons(question: string): ReadonlySet<RefusalReason> {
  const text = question.toLowerCase().replaceAll('’', "'")
  const found = (Object.keys(cues) as Cued[]).filter((reason) => cues[reason].some((cue) => cue.test(text)))
  return new Set(found)
}
