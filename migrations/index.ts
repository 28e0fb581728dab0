import { CreateScripts1795392000000 } from './1795392000000-create-scripts.js';
import { CreateScriptVersions1795392001000 } from './1795392001000-create-script-versions.js';
import { CreateSchedules1795392002000 } from './1795392002000-create-schedules.js';
import { CreateExecutions1795392003000 } from './1795392003000-create-executions.js';
import { AddScriptRetention1795400002000 } from './1795400002000-add-script-retention.js';
import { AddExecutionStorage1795400002001 } from './1795400002001-add-execution-storage.js';
import { CreateEnvironments1795400003000 } from './1795400003000-create-environments.js';
import { AddExecutionResults1795400004000 } from './1795400004000-add-execution-results.js';
import { CreateIdempotencyKeys1795400004001 } from './1795400004001-create-idempotency-keys.js';
import { CreateInterpreters1795400005000 } from './1795400005000-create-interpreters.js';
import { AddIsolationSettings1795400006000 } from './1795400006000-add-isolation-settings.js';
import { AddExecutionInput1795400007000 } from './1795400007000-add-execution-input.js';
import { AddExecutionWarmth1795400008000 } from './1795400008000-add-execution-warmth.js';
import { AddScriptFavourite1795400010000 } from './1795400010000-add-script-favourite.js';
import { CreateSavedViews1795400011000 } from './1795400011000-create-saved-views.js';
import { IndexPlannedRuns1795400012000 } from './1795400012000-index-planned-runs.js';
import { CreateRunPresets1795400015000 } from './1795400015000-create-run-presets.js';
import { AddInstallTimes1795400016000 } from './1795400016000-add-install-times.js';
import { CreateExecutionDrafts1795400017000 } from './1795400017000-create-execution-drafts.js';
import { StoreMissingModules1795400018000 } from './1795400018000-store-missing-modules.js';
import { AddExecutionCause1795400019000 } from './1795400019000-add-execution-cause.js';
import { IndexTriggersWithStatus1795400020000 } from './1795400020000-index-triggers-with-status.js';
import { AddResultCause1795400021000 } from './1795400021000-add-result-cause.js';
import { AddEnvironmentCause1795400022000 } from './1795400022000-add-environment-cause.js';

/** Every change of the schema, oldest first; one list for SQLite and PostgreSQL. A released one is never edited. */
export const migrations = [
  CreateScripts1795392000000,
  CreateScriptVersions1795392001000,
  CreateSchedules1795392002000,
  CreateExecutions1795392003000,
  AddScriptRetention1795400002000,
  AddExecutionStorage1795400002001,
  CreateEnvironments1795400003000,
  AddExecutionResults1795400004000,
  CreateIdempotencyKeys1795400004001,
  CreateInterpreters1795400005000,
  AddIsolationSettings1795400006000,
  AddExecutionInput1795400007000,
  AddExecutionWarmth1795400008000,
  AddScriptFavourite1795400010000,
  CreateSavedViews1795400011000,
  IndexPlannedRuns1795400012000,
  CreateRunPresets1795400015000,
  AddInstallTimes1795400016000,
  CreateExecutionDrafts1795400017000,
  StoreMissingModules1795400018000,
  AddExecutionCause1795400019000,
  IndexTriggersWithStatus1795400020000,
  AddResultCause1795400021000,
  AddEnvironmentCause1795400022000,
];
