import { calendarStories } from './stories/calendar-stories.ts'
import { closingStories } from './stories/closing-stories.ts'
import { courseStories } from './stories/course-stories.ts'
import type { Story } from './story.ts'

/** Every story of the default handbook. */
export const stories: readonly Story[] = [...calendarStories, ...courseStories, ...closingStories]
