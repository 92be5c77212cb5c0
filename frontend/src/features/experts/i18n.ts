import { defineText } from '@/shared/lib/text';
import { en } from './i18n.en';
import { zh } from './i18n.zh';

export const useExpertText = defineText(zh, en);
