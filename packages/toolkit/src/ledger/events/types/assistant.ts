/** What the assistant was let do, and what people made of its proposals; digests, never a text. Table of data. */
import { choice, count, digest, type EventTypes, flag, object, optional, record, text } from './fields.ts'

const place = { model: text(200), host: text(300) }
const kind = choice(
  'vex_justification',
  'impact_statement',
  'user_notice',
  'risk_entry',
  'policy_text',
  'license_conclusion',
  'answer_from_evidence',
)
const by = object({
  kind: choice('rules', 'model'),
  version: optional(text(64)),
  model: optional(text(200)),
  promptVersion: optional(text(64)),
})
const proposal = { proposal: text(128), kind, by, inputDigest: digest }

export const assistantTypes: EventTypes = {
  'assistant.model.set': record(
    { ...place, send: choice('never', 'ask', 'always') },
    {
      en: '{actor} set the model of the assistant: {model} at {host} (sending: {send})',
      de: '{actor} hat das Modell des Assistenten gesetzt: {model} bei {host} (senden: {send})',
    },
  ),
  'assistant.model.removed': record(place, {
    en: '{actor} removed the model of the assistant: {model} at {host}',
    de: '{actor} hat das Modell des Assistenten entfernt: {model} bei {host}',
  }),
  'assistant.model.asked': record(
    {
      ...place,
      promptVersion: text(64),
      inputDigest: digest,
      outcome: choice('used', 'nothing-left', 'rejected', 'failed', 'stopped'),
      tokens: count(),
    },
    {
      en: '{actor} asked the model {model} at {host}: {outcome}, {tokens} tokens',
      de: '{actor} hat das Modell {model} bei {host} gefragt: {outcome}, {tokens} Token',
    },
  ),
  'assistant.proposal.judged': record(
    {
      ...proposal,
      verdict: choice('accepted', 'edited', 'rejected'),
      proposedDigest: digest,
      finalDigest: optional(digest),
    },
    {
      en: '{actor} judged a proposal of the assistant ({kind}): {verdict}',
      de: '{actor} hat über einen Vorschlag des Assistenten entschieden ({kind}): {verdict}',
    },
  ),
  'assistant.proposal.reviewed': record(
    { ...proposal, isRight: flag },
    {
      en: '{actor} noted whether a proposal of the assistant ({kind}) was right: {isRight}',
      de: '{actor} hat festgehalten, ob ein Vorschlag des Assistenten ({kind}) richtig war: {isRight}',
    },
  ),
}
