import type { MigrationInterface } from 'typeorm';
import { First1764000000000 } from '../../migrations/1764000000000-first';
import { Delivery1764100000000 } from '../../migrations/1764100000000-delivery';
import { Media1764200000000 } from '../../migrations/1764200000000-media';
import { Queries1764300000000 } from '../../migrations/1764300000000-queries';
import { Cases1764400000000 } from '../../migrations/1764400000000-cases';
import { CaseClocks1764450000000 } from '../../migrations/1764450000000-case-clocks';
import { Staff1764500000000 } from '../../migrations/1764500000000-staff';
import { Audit1764510000000 } from '../../migrations/1764510000000-audit';
import { CaseSearch1764600000000 } from '../../migrations/1764600000000-case-search';
import { ConsoleRequests1764650000000 } from '../../migrations/1764650000000-console-requests';
import { Menus1764700000000 } from '../../migrations/1764700000000-menus';
import { MenuStatistics1764710000000 } from '../../migrations/1764710000000-menu-statistics';
import { DeliveryPictures1764800000000 } from '../../migrations/1764800000000-delivery-pictures';
import { QueryRetention1764910000000 } from '../../migrations/1764910000000-query-retention';
import { Phrases1765000000000 } from '../../migrations/1765000000000-phrases';
import { CitizenBlocks1765010000000 } from '../../migrations/1765010000000-citizen-blocks';
import { Live1765100000000 } from '../../migrations/1765100000000-live';
import { Notices1765110000000 } from '../../migrations/1765110000000-notices';
import { Reports1765200000000 } from '../../migrations/1765200000000-reports';
import { Exports1765210000000 } from '../../migrations/1765210000000-exports';
import { CitizenPages1765400000000 } from '../../migrations/1765400000000-citizen-pages';
import { CaseWork1765500000000 } from '../../migrations/1765500000000-case-work';
import { SimilarCases1765510000000 } from '../../migrations/1765510000000-similar-cases';
import { ContentSwitches1765600000000 } from '../../migrations/1765600000000-content-switches';
import { CadreReports1765700000005 } from '../../migrations/1765700000005-cadre-reports';
import { AnswerPictures1765700000020 } from '../../migrations/1765700000020-answer-pictures';
import { Transcripts1765700000021 } from '../../migrations/1765700000021-transcripts';
import { AskedReviewer1765700000022 } from '../../migrations/1765700000022-asked-reviewer';
import { MovedCases1765800000001 } from '../../migrations/1765800000001-moved-cases';
import { Mentions1765800000002 } from '../../migrations/1765800000002-mentions';
import { UsedTags1765800000003 } from '../../migrations/1765800000003-used-tags';
import { LatestRating1765800000004 } from '../../migrations/1765800000004-latest-rating';
import { LiveFiles1765700000010 } from '../../migrations/1765700000010-live-files';
import { AuditActions1765700000011 } from '../../migrations/1765700000011-audit-actions';
import { UnheardCases1765700000012 } from '../../migrations/1765700000012-unheard-cases';
import { Walls1765300000000 } from '../../migrations/1765300000000-walls';
import { SearchScope1765310000000 } from '../../migrations/1765310000000-search-scope';
import { ListOrder1765320000000 } from '../../migrations/1765320000000-list-order';

/** Every migration, oldest first. Listed by hand so that it is the same from src/ and from the build. */
export const migrations: readonly (new () => MigrationInterface)[] = [
  First1764000000000,
  Delivery1764100000000,
  Media1764200000000,
  Queries1764300000000,
  Cases1764400000000,
  CaseClocks1764450000000,
  Staff1764500000000,
  Audit1764510000000,
  CaseSearch1764600000000,
  ConsoleRequests1764650000000,
  Menus1764700000000,
  MenuStatistics1764710000000,
  DeliveryPictures1764800000000,
  QueryRetention1764910000000,
  Phrases1765000000000,
  CitizenBlocks1765010000000,
  Live1765100000000,
  Notices1765110000000,
  Reports1765200000000,
  Exports1765210000000,
  Walls1765300000000,
  SearchScope1765310000000,
  ListOrder1765320000000,
  CitizenPages1765400000000,
  CaseWork1765500000000,
  SimilarCases1765510000000,
  ContentSwitches1765600000000,
  CadreReports1765700000005,
  LiveFiles1765700000010,
  AuditActions1765700000011,
  UnheardCases1765700000012,
  AnswerPictures1765700000020,
  Transcripts1765700000021,
  AskedReviewer1765700000022,
  MovedCases1765800000001,
  Mentions1765800000002,
  UsedTags1765800000003,
  LatestRating1765800000004,
];
