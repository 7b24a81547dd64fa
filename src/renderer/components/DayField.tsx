import { parseDate } from '@internationalized/date'
import type { CalendarDate } from '@internationalized/date'
import {
  Button,
  Calendar,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
  CalendarHeading,
  DateInput,
  DatePicker,
  DateSegment,
  Dialog,
  Group,
  Label,
  Popover,
} from 'react-aria-components'
import { cx } from './cx'
import styles from './DayField.module.css'
import fields from './Field.module.css'
import { Help, Problem } from './FieldParts'
import type { FieldWords } from './FieldParts'
import { ArrowLeft, ArrowRight, CalendarDays } from './icons'

type Props = FieldWords & {
  /** `2026-11-22`; null: none. What is no day counts as none. */
  readonly value: string | null
  readonly onChange: (day: string | null) => void
  /** The last day that may be chosen: today for what happened. */
  readonly latest?: string
}

const dayOf = (text: string | null | undefined): CalendarDate | null => {
  try {
    return text == null ? null : parseDate(text)
  } catch {
    return null // foreign text: a newer version, or a colleague's laptop
  }
}

/** A calendar day, typed or picked. */
export const DayField = ({ label, help, failure, value, onChange, latest, isDisabled }: Props) => {
  const most = dayOf(latest)
  return (
    <DatePicker
      className={fields.field ?? ''}
      value={dayOf(value)}
      onChange={(day) => onChange(day?.toString() ?? null)}
      {...(most && { maxValue: most })}
      isInvalid={failure != null}
      isDisabled={isDisabled ?? false}
      validationBehavior="aria"
      shouldForceLeadingZeros
    >
      <Label className={fields.label ?? ''}>{label}</Label>
      <Help text={help} />
      <Group className={fields.box ?? ''}>
        <DateInput className={fields.date ?? ''}>
          {(segment) => <DateSegment segment={segment} className={styles.segment ?? ''} />}
        </DateInput>
        <Button>
          <CalendarDays aria-hidden="true" size={20} />
        </Button>
      </Group>
      <Problem text={failure} />
      <Popover className={cx(fields.pop, styles.pop)}>
        <Dialog>
          <Calendar className={styles.calendar ?? ''}>
            <header>
              <Button slot="previous">
                <ArrowLeft aria-hidden="true" size={18} />
              </Button>
              <CalendarHeading />
              <Button slot="next">
                <ArrowRight aria-hidden="true" size={18} />
              </Button>
            </header>
            <CalendarGrid>
              <CalendarGridHeader>{(day) => <CalendarHeaderCell>{day}</CalendarHeaderCell>}</CalendarGridHeader>
              <CalendarGridBody>{(date) => <CalendarCell date={date} className={styles.day ?? ''} />}</CalendarGridBody>
            </CalendarGrid>
          </Calendar>
        </Dialog>
      </Popover>
    </DatePicker>
  )
}
