/** Table of data: which questions can be answered from words of evidence, and what speaks for and against. */

export interface Topic {
  readonly question: RegExp
  /** Shows that it is so. */
  readonly yes: RegExp
  /** Shows that it is not so; it outweighs `yes` in the same text. */
  readonly no: RegExp
}

/** Done, not only written down. */
export const isPractice =
  /\b(?:records?|protocols?|minutes|tickets?|logs?|reports? (?:of|from|were)|acknowledged|handled|closed|carried out|last (?:run|test|review)|each release|every release|aufzeichnung\w*|protokoll\w*|bearbeitet|bestätigt|durchgeführt|abgeschlossen|jede[rms]? (?:release|version)|prüfbericht\w*)(?![\p{L}])/iu

const month =
  '(?:jan(?:uary|uar)?|feb(?:ruary|ruar)?|mar(?:ch)?|märz|apr(?:il)?|may|mai|june?|juni|july?|juli|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|okt(?:ober)?|nov(?:ember)?|dec(?:ember)?|dez(?:ember)?)'
const monthAndYear = new RegExp(
  String.raw`(?<!\p{L})${month}\.? 20\d\d\b|\b20\d\d-(?:0[1-9]|1[0-2])\b|\b(?:0?[1-9]|1[0-2])[/.]20\d\d\b`,
  'iu',
)

export const topics: readonly Topic[] = [
  {
    question: /support period|end of support|unterstützungszeitraum|supportzeitraum|ende der unterstützung/i,
    yes: monthAndYear,
    no: /\b(?:no (?:date|period|end)|without (?:a )?(?:date|month)|names? no|only the year|kein(?:e|en)? (?:datum|angabe|zeitraum|ende)|ohne (?:datum|monat|angabe)|nennt kein\w*|nur das jahr)(?![\p{L}])/iu,
  },
  {
    question:
      /default (?:password|credential)|standard(?:kennwort|passwort)|voreingestellt\w* (?:kennwort|passwort)/i,
    yes: /\b(?:individual|unique|random|per[- ]device|own password|each device|no default|forces? .*(?:set|choose|change)|must (?:set|choose) a password|individuell\w*|eigene[sn]? (?:kennwort|passwort)|zufällig\w*|pro gerät|je gerät|kein standard\w*|muss .*(?:kennwort|passwort) (?:gesetzt|vergeben))(?![\p{L}])/iu,
    no: /\badmin\s*\/\s*\w+|\broot\s*\/\s*\w+|\b(?:same|shared|common|identical) (?:default )?(?:password|credential)s?|\b(?:gleiche[sn]?|gemeinsame[sn]?|dasselbe|identische[sn]?) (?:standard)?(?:kennwort|passwort)/iu,
  },
  {
    question:
      /\b(?:wipe|erase|delete|remove)\b.*\b(?:data|settings)\b|\b(?:daten|einstellungen)\b.*\b(?:löschen|gelöscht)/i,
    yes: /\b(?:nothing (?:was )?(?:left|readable|found)|no (?:user )?data (?:was )?(?:left|found|readable|recover\w*)|all (?:data|keys|partitions) (?:are|were) (?:erased|wiped|deleted|overwritten)|keine (?:daten|schlüssel)\b.*\b(?:lesbar|gefunden|auffindbar)|vollständig (?:gelöscht|überschrieben))(?![\p{L}])/iu,
    no: /\b(?:still (?:readable|present|there|stored)|remain(?:s|ed)?|could be (?:read|recovered)|was recovered|noch (?:lesbar|vorhanden|gespeichert)|blieb\w*|wiederherstellbar|wiederhergestellt)(?![\p{L}])/iu,
  },
  {
    question: /coordinated (?:vulnerability )?disclosure|offenlegung/i,
    yes: /\b(?:policy|strategy|disclosure|strategie|richtlinie|offenlegung)\b.*\b(?:published|public|website|veröffentlicht|öffentlich)(?![\p{L}])/iu,
    no: /\b(?:there is no|we have no|no) (?:disclosure )?policy\b|\b(?:es gibt|wir haben) keine (?:strategie|richtlinie|regelung)(?![\p{L}])/iu,
  },
  {
    question:
      /automatic\w*.*update|update\w*.*automatic\w*|automatisch\w*.*(?:aktualisierung|update)|(?:aktualisierung|update)\w*.*automatisch/i,
    yes: /\b(?:updates? (?:are|is|were|was) (?:installed|applied|fetched) automatically|automatic updates? (?:are |is )?(?:on|enabled|active) by default|installed (?:itself|by itself|without)|automatisch (?:installiert|eingespielt)|standardmäßig eingeschaltet)(?![\p{L}])/iu,
    no: /\b(?:manual(?:ly)? (?:only|install\w*|update\w*)|must be installed (?:by hand|manually)|only (?:by hand|manually)|automatic updates? (?:are |is )?(?:off|disabled)|no automatic|nur manuell|von hand|keine automatisch\w*|standardmäßig ausgeschaltet)(?![\p{L}])/iu,
  },
  {
    question:
      /sign(?:ed|ature).*(?:update|firmware)|(?:update|firmware).*\bsign(?:ed|ature)|signier\w*.*(?:update|aktualisierung|firmware)|(?:update|aktualisierung|firmware)\w*.*signier/i,
    yes: /\b(?:unsigned|wrong(?:ly)? signed|tampered|modified|altered|manipulierte[sn]?|unsignierte[sn]?|veränderte[sn]?)\b.*\b(?:rejected|refused|not (?:installed|accepted)|abgelehnt|abgewiesen|nicht (?:installiert|angenommen))(?![\p{L}])/iu,
    no: /\b(?:unsigned|wrong(?:ly)? signed|tampered|modified|altered|manipulierte[sn]?|unsignierte[sn]?|veränderte[sn]?)\b.*\b(?:was|were|is|wurde|wird)\b ?(?:accepted|installed|angenommen|installiert)(?![\p{L}])/iu,
  },
  {
    question: /encrypt|verschlüssel/i,
    yes: /\b(?:capture|trace|scan|test|mitschnitt|prüfbericht|test)\b.*\b(?:TLS|DTLS|encrypted|verschlüsselt)(?![\p{L}])/iu,
    no: /\b(?:clear ?text|plain ?text|unencrypted|without encryption|not encrypted|klartext|unverschlüsselt|ohne verschlüsselung|nicht verschlüsselt)(?![\p{L}])/iu,
  },
  {
    question: /\bsbom\b|bill of materials|stückliste/i,
    yes: /\b(?:(?:CycloneDX|SPDX)\b.*\b(?:release|version|build|attached|generated|written|erzeugt|beigelegt)|sbom\b.*\b(?:is (?:attached|generated|written|archived)|wird (?:erzeugt|archiviert)))(?![\p{L}])/iu,
    no: /\b(?:there is no|we have no|no) sbom\b|\b(?:es gibt|wir haben) keine (?:sbom|stückliste)(?![\p{L}])/iu,
  },
  {
    question:
      /\bcontact\b.*(?:vulnerabilit|report)|(?:vulnerabilit|report)\w*.*\bcontact\b|kontakt.*(?:schwachstell|meldung)|(?:schwachstell|meldung)\w*.*kontakt/i,
    yes: /\b(?:security\.txt|security page|web form|contact address|psirt|sicherheitsseite|formular|kontaktadresse)\b.*\b(?:published|online|reach\w*|answers?|names?|veröffentlicht|erreichbar|nennt|steht)(?![\p{L}])/iu,
    no: /\b(?:no (?:contact|address|security page)|bounces?|returned undelivered|kein(?:e|en)? (?:kontakt\w*|adresse)|unzustellbar)(?![\p{L}])/iu,
  },
]
