import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SettingRow } from '#shared/contract/settings'
import { useAction } from '../../bridge/useAction'
import { Button } from '../../components/Button'
import { Dialog } from '../../components/Dialog'
import { Row, Stack } from '../../components/Layout'
import { NumberField } from '../../components/NumberField'
import { Outcome } from '../../components/Outcome'
import { RowItem } from '../../components/RowList'

type Props = { readonly setting: SettingRow; readonly mayChange: boolean }

/** One rule: what holds, who decided it, what is proposed or was decided apart, and how it is changed. */
export const RuleRow = ({ setting, mayChange }: Props) => {
  const { t, i18n } = useTranslation()
  const set = useAction('setting.set')
  const [isOpen, setOpen] = useState(false)
  const [next, setNext] = useState<number | null>(setting.value)
  const { name, value, usual, least, most, floor, by, apart, proposed } = setting
  const said = t(`rules.name.${name}`)
  const send = (to: number): void => void set.run({ name, value: to }).then((done) => done.ok && setOpen(false))
  return (
    <RowItem
      title={`${said}: ${value}`}
      actions={
        mayChange && (
          <Button
            aria-label={`${t('rules.change')}: ${said}`}
            onPress={() => {
              setNext(value)
              setOpen(true)
            }}
          >
            {t('rules.change')}
          </Button>
        )
      }
    >
      {i18n.exists(`rules.why.${name}`) && <p>{t(`rules.why.${name}`)}</p>}
      <p>{by.length > 0 ? t('rules.by', { names: by.join(', ') }) : t('rules.usual', { usual })}</p>
      {apart.length > 0 && <p>{t('rules.apart', { value })}</p>}
      {proposed.map((one) => (
        <p key={`${one.alias} ${one.value}`}>{t('rules.proposed', one)}</p>
      ))}
      {mayChange && (apart.length > 0 || proposed.length > 0) && (
        <Row>
          {apart.map((one) => (
            <Button key={one.value} isDisabled={set.busy} onPress={() => send(one.value)}>
              {t('rules.keep', one)}
            </Button>
          ))}
          {proposed
            .filter(({ mine }) => !mine)
            .map((one) => (
              <Button key={one.value} isDisabled={set.busy} onPress={() => send(one.value)}>
                {t('rules.agree', one)}
              </Button>
            ))}
          {proposed.length > 0 && (
            <Button isDisabled={set.busy} onPress={() => send(value)}>
              {t('rules.decline', { value })}
            </Button>
          )}
        </Row>
      )}
      <Outcome
        action={isOpen ? { ...set, failure: null } : set}
        done={t(set.done?.done === false ? 'rules.waits' : 'rules.changed')}
      />
      <Dialog
        title={said}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        actions={
          <>
            <Button
              kind="main"
              isPending={set.busy}
              isDisabled={next === null}
              onPress={() => next !== null && send(next)}
            >
              {t('rules.set')}
            </Button>
            <Button onPress={() => setOpen(false)}>{t('ui.back')}</Button>
          </>
        }
      >
        <Stack>
          <NumberField
            label={t('rules.value')}
            help={`${t('rules.between', { least, most })}${floor === null ? '' : ` ${t('rules.two', { floor })}`}`}
            value={next}
            onChange={setNext}
            least={least}
            most={most}
          />
          <Outcome action={{ failure: set.failure, done: null }} done="" />
        </Stack>
      </Dialog>
    </RowItem>
  )
}
