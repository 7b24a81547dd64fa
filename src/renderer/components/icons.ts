/** The only door to the icon set: one stroke, one weight, each named after what it means here. */
export {
  ArrowLeft,
  ArrowRight,
  CircleDashed,
  CircleHelp,
  Clock3,
  Eye,
  EyeOff,
  FileText,
  KeyRound,
  Languages,
  Lock,
} from 'lucide-react'
