/** SIG-REPO-USERDOC: which points of the user information (Annex II) the documentation seems to speak of. */
import { toTopicSignal } from '../prose/topics.ts'
import { say } from '../say.ts'

/** Named by the catalogue's items, so that a share of them can be counted; the whole set (`DOC-A2`) is not a point. */
export const userdoc = toTopicSignal({
  id: 'SIG-REPO-USERDOC',
  subject: say`points of the user information`,
  topics: [
    { name: 'DOC-A2-1', heading: /\b(imprint|impressum|about us|contact( us)?|kontakt|company)\b/i },
    {
      name: 'DOC-A2-2',
      line: /\b(report(ing)?|disclos(e|ing|ure of)|meld\w+)\b.{0,30}\b(security (issue|vulnerabilit|problem|bug)|vulnerabilit|sicherheitslück)/i,
    },
    {
      name: 'DOC-A2-3',
      heading: /\b(product (name|identification)|model (name|number)|version information|which version)\b/i,
    },
    {
      name: 'DOC-A2-4',
      line: /\bintended (purpose|use)\b|\bbestimmungsgemäß|\bsecurity properties\b/i,
      heading: /\b(intended (purpose|use)|use cases?|what is|about|overview|security features)\b/i,
    },
    {
      name: 'DOC-A2-5',
      line: /\b(known|residual|security) risks?\b|\bsecurity considerations\b|\b(do not|never) expose\b.{0,40}\b(internet|public)/i,
      heading: /\bsecurity (considerations|notes|hardening|model|recommendations)\b|\bhardening\b/i,
    },
    { name: 'DOC-A2-6', line: /\bdeclaration of conformity\b|Konformitätserklärung/i },
    {
      name: 'DOC-A2-7',
      line: /\b(end[- ]of[- ](life|support)|support period|supported (versions|until)|security (support|fixes|updates) (until|for|through)|unterstützungszeitraum|long[- ]term support)\b/i,
      not: /\b(node|python|java|php|ruby|go|rust|django|postgres\w*|mysql|mariadb|browsers?|kubernetes)\b/i,
    },
    {
      name: 'DOC-A2-8a',
      line: /\bsecure (set-?up|installation|configuration|deployment|commissioning)\b|\bchange the default (password|credentials)/i,
      heading:
        /\b(install(ing|ation)?|getting started|set-?up|quick ?start|deployment|commissioning|inbetriebnahme)\b/i,
    },
    {
      name: 'DOC-A2-8b',
      line: /\b(breaking changes?|migration guide)\b.{0,60}\bsecurit/i,
      heading: /\b(configuration|settings|options|konfiguration)\b/i,
    },
    {
      name: 'DOC-A2-8c',
      heading: /\b(updat(e|es|ing)|upgrad(e|es|ing)|aktualisier(en|ung))\b/i,
      not: /\b(readme|changelog|dependenc|translation|last updated?)\b/i,
    },
    {
      name: 'DOC-A2-8d',
      heading:
        /\b(uninstall(ing|ation)?|remov(e|ing) data|delet(e|ing) (your )?(data|account)|decommission\w*|factory reset|deinstall\w+)\b/i,
    },
    {
      name: 'DOC-A2-8e',
      line: /\b(disabl\w*|turn\w* off|opt(ing)?[- ]out|switch\w* off)\b.{0,40}\bauto\w*[- ]?(updat|upgrad)/i,
      not: /dependabot|renovate|\b(index|cache|database)\b/i,
    },
    {
      name: 'DOC-A2-8f',
      heading: /\b(integrat(e|ing|ion|ors?)|embedding|api reference|for developers)\b/i,
      not: /\btests?\b|testing/i,
    },
    {
      name: 'DOC-A2-9',
      line: /\b(sbom|software bill of materials)s?\b.{0,40}\b(available|publish\w*|attached|download\w*|provided|shipped|lies|lie|each release|every release)\b|\b(publish|attach|provid|ship)\w*\b.{0,30}\b(sbom|software bill of materials)/i,
    },
  ],
})
