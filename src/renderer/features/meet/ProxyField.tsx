import { useTranslation } from 'react-i18next'
import { TextField } from '../../components/TextField'
import type { useProxy } from './useProxy'

/** Where the proxy is written, with what it is for. */
export const ProxyField = ({ proxy }: { readonly proxy: ReturnType<typeof useProxy> }) => {
  const { t } = useTranslation()
  return (
    <TextField
      label={t('relays.proxy')}
      help={t('relays.proxyHelp')}
      value={proxy.value}
      onChange={proxy.change}
      failure={proxy.problem}
      most={300}
    />
  )
}
