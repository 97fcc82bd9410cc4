/** Drafts a section of the policy for reports from what is decided; a person judges it, takes it over, and saves the page. */
import { type Language, publicWords } from '@occtet/ui'
import { useState } from 'react'
import { useWords } from '../../app/language.tsx'
import { useParam, useSearchText } from '../../app/place.ts'
import { Card } from '../../parts/card.tsx'
import { Select } from '../../parts/field.tsx'
import { policyTopics } from '../assistant/policy-topics.ts'
import type { Taken } from '../assistant/proposal-types.ts'
import { Propose } from '../assistant/propose.tsx'
import { factsFrom } from './policy-draft.ts'
import styles from './public.module.css'
import type { Settings } from './settings.ts'

export interface PolicyCardProps {
  /** As they stand in the form, saved or not. */
  readonly wishes: Settings['wishes']
  readonly onTake: (taken: Taken) => void
}

export function PolicyCard({ wishes, onTake }: PolicyCardProps) {
  const t = useWords(publicWords)
  const org = useParam('org')
  const product = useParam('product')
  const [section, setSection] = useSearchText('section')
  const topic = policyTopics.find((one) => one === section) ?? 'disclosure'
  const [language, setLanguage] = useState<Language>(t.language)
  return (
    <Card title={t('draft.title')}>
      <div className={styles.form}>
        <p className="q">{t('draft.why')}</p>
        <div className={styles.choices}>
          <Select
            label={t('draft.topic')}
            value={topic}
            choices={policyTopics.map((value) => ({ value, word: t(`draft.${value}`) }))}
            onValue={setSection}
          />
          <Select
            label={t('draft.language')}
            value={language}
            choices={(['en', 'de'] as const).map((value) => ({ value, word: t(`draft.${value}`) }))}
            onValue={setLanguage}
          />
        </div>
        <Propose
          key={`${topic} ${language}`}
          org={org}
          product={product}
          release={undefined}
          subject={{ kind: 'topic', id: topic }}
          kinds={['policy_text']}
          language={language}
          facts={factsFrom(wishes, topic, language)}
          onTake={onTake}
        />
      </div>
    </Card>
  )
}
