/** SIG-REPO-UPDATE-DOC: does the documentation tell how to update, switch automatic updates off, and postpone them. */
import { toTopicSignal } from '../prose/topics.ts'
import { say } from '../say.ts'

const updating = 'updat(e|es|ing)|upgrad(e|es|ing)'

export const updateDoc = toTopicSignal({
  id: 'SIG-REPO-UPDATE-DOC',
  subject: say`updating`,
  topics: [
    {
      name: 'update',
      line: /\b(how to|to) (update|upgrade) (to|from|your|the|an? )|\b(updating|upgrading) (to|from|your|an existing)|aktualisieren Sie/i,
      heading: /\b(updat(e|es|ing)|upgrad(e|es|ing)|aktualisier(en|ung))\b/i,
      not: /\b(readme|changelog|this document|documentation|copyright|dependenc|translation|snapshot|fork|submodule|last updated?)\b/i,
    },
    {
      name: 'automatic',
      line: /\b(auto(matic(ally)?)?[- ]?(updat|upgrad)|self-updat|(updates?|upgrades?) (itself|automatically))/i,
      not: /dependabot|renovate|docs? (are|is)|documentation|\b(index|database|cache|list|page|status)\b/i,
    },
    {
      name: 'opt-out',
      line: new RegExp(
        `\\b(disabl\\w*|turn\\w* off|opt(ing)?[- ]out|switch\\w* off|deaktivier\\w*)\\b.{0,40}\\b(auto\\w*[- ]?)?(${updating}|update check\\w*)\\b`,
        'i',
      ),
      not: /dependabot|renovate|cache|transaction/i,
    },
    {
      name: 'postpone',
      line: new RegExp(`\\b(postpone|defer|delay|snooze)\\w*\\b.{0,30}\\b(${updating})\\b`, 'i'),
    },
  ],
})
