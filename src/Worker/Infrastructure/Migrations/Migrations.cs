using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Offboarding.Worker.Infrastructure.Database;

namespace Offboarding.Worker.Infrastructure.Migrations;

/// <summary>
/// A migration is an SQL file of this folder, written by hand and read by the people who run the database, and one line below. Entity
/// Framework looks for types; their ids are in the history table of every database there is, so an id never changes. There is no way
/// down: a mistake is corrected by the next migration, because rows written since cannot be unwritten.
/// </summary>
[DbContext(typeof(OffboardingDbContext))]
public abstract class SqlMigration(string fileName) : Migration
{
    /// <summary>Of the file.</summary>
    protected string Text => Sql.File(fileName);

    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Text);

    protected override void Down(MigrationBuilder migrationBuilder) =>
        throw new NotSupportedException("Migrations go forward only; restore a backup to go back.");
}

[Migration("20261122_0001_WorkspaceTables")] internal sealed class WorkspaceTables() : SqlMigration("0001_workspace.sql");
[Migration("20261122_0002_OffboardingTables")] internal sealed class OffboardingTables() : SqlMigration("0002_offboarding.sql");
[Migration("20261122_0003_NothingLeftBehind")] internal sealed class NothingLeftBehind() : SqlMigration("0003_nothing_left_behind.sql");
[Migration("20261122_0004_DatabaseRoles")] internal sealed class DatabaseRoles() : SqlMigration("0004_roles.sql");
[Migration("20261123_0005_HandoverTables")] internal sealed class HandoverTables() : SqlMigration("0005_handover.sql");
[Migration("20261123_0006_CaseKinds")] internal sealed class CaseKinds() : SqlMigration("0006_case_kinds.sql");
[Migration("20261123_0007_Answers")] internal sealed class AnswersTable() : SqlMigration("0007_answers.sql");
[Migration("20261123_0009_EvidenceIndexes")] internal sealed class EvidenceIndexes() : SqlMigration("0009_evidence.sql");
[Migration("20261123_0010_Seats")] internal sealed class Seats() : SqlMigration("0010_seats.sql");
[Migration("20261123_0011_CancelledCases")] internal sealed class CancelledCases() : SqlMigration("0011_cancelled_cases.sql");
[Migration("20261123_0012_People")] internal sealed class People() : SqlMigration("0012_people.sql");
[Migration("20261123_0013_AuditChain")] internal sealed class AuditChain() : SqlMigration("0013_audit_chain.sql");
[Migration("20261123_0014_Deletion")] internal sealed class Deletion() : SqlMigration("0014_deletion.sql");
[Migration("20261123_0015_WhoInvited")] internal sealed class WhoInvited() : SqlMigration("0015_who_invited.sql");
[Migration("20261123_0016_Returns")] internal sealed class Returns() : SqlMigration("0016_returns.sql");
[Migration("20261123_0017_MassChanges")] internal sealed class MassChanges() : SqlMigration("0017_mass_changes.sql");
[Migration("20261123_0018_Lists")] internal sealed class Lists() : SqlMigration("0018_lists.sql");
[Migration("20261123_0019_BulkActs")] internal sealed class BulkActs() : SqlMigration("0019_bulk_acts.sql");
[Migration("20261123_0019_EndedSessions")] internal sealed class EndedSessions() : SqlMigration("0019_ended_sessions.sql");
[Migration("20261123_0020_ListIndexes")] internal sealed class ListIndexes() : SqlMigration("0020_lists.sql");
[Migration("20261123_0021_Operations")] internal sealed class Operations() : SqlMigration("0021_operations.sql");
[Migration("20261123_0022_StepJobs")] internal sealed class StepJobs() : SqlMigration("0022_step_jobs.sql");
[Migration("20261123_0023_DiscardedMessages")] internal sealed class DiscardedMessages() : SqlMigration("0023_discarded_messages.sql");
[Migration("20261123_0024_ChangedPlans")] internal sealed class ChangedPlans() : SqlMigration("0024_changed_plans.sql");
[Migration("20261123_0025_ActsOnManyCases")] internal sealed class ActsOnManyCases() : SqlMigration("0025_acts_on_many_cases.sql");
[Migration("20261123_0026_CaseSums")] internal sealed class CaseSums() : SqlMigration("0026_case_sums.sql");
[Migration("20261123_0027_CasesByApproval")] internal sealed class CasesByApproval() : SqlMigration("0027_cases_by_approval.sql");
[Migration("20261123_0028_ItemRanges")] internal sealed class ItemRanges() : SqlMigration("0028_item_ranges.sql");
[Migration("20261123_0029_AttemptsForget")] internal sealed class AttemptsForget() : SqlMigration("0029_attempts_forget.sql");
[Migration("20261123_0030_SumsOfAWorkspace")] internal sealed class SumsOfAWorkspace() : SqlMigration("0030_sums_of_a_workspace.sql");
[Migration("20261128_0031_Jobs")] internal sealed class Jobs() : MigrationInParts("0031_jobs.sql");
[Migration("20261128_0040_EndedInvitations")] internal sealed class EndedInvitations() : MigrationInParts("0040_ended_invitations.sql");
[Migration("20261128_0041_CarriedWork")] internal sealed class CarriedWork() : MigrationInParts("0041_carried_work.sql");
[Migration("20261128_0042_ReplaysAndLateDays")] internal sealed class ReplaysAndLateDays() : MigrationInParts("0042_replays_and_late_days.sql");
[Migration("20261128_0043_SuccessorsByKind")] internal sealed class SuccessorsByKind() : MigrationInParts("0043_successors.sql");
[Migration("20261128_0050_TraceContexts")] internal sealed class TraceContexts() : MigrationInParts("0050_telemetry.sql");
[Migration("20261128_0060_UndoReasons")] internal sealed class UndoReasons() : MigrationInParts("0060_undo_reasons.sql");
[Migration("20261128_0065_TraceStates")] internal sealed class TraceStates() : SqlMigration("0065_tracestate.sql");
[Migration("20261128_0070_OutboxPauses")] internal sealed class OutboxPauses() : MigrationInParts("0070_outbox_pauses.sql");
[Migration("20261128_0071_DatesToCome")] internal sealed class DatesToCome() : SqlMigration("0071_dates_to_come.sql");
[Migration("20261128_0080_RetryingIsAState")] internal sealed class RetryingIsAState() : SqlMigration("0080_retrying_is_a_state.sql");
[Migration("20261128_0081_Alerts")] internal sealed class Alerts() : SqlMigration("0081_alerts.sql");
[Migration("20261128_0082_AlertsAreOverLater")] internal sealed class AlertsAreOverLater() : SqlMigration("0082_alerts_are_over_later.sql");
[Migration("20261128_0083_NotesOnGroups")] internal sealed class NotesOnGroups() : ConcurrentIndexes("0083_notes_on_groups.sql");
[Migration("20261128_0090_BlockedBrokers")] internal sealed class BlockedBrokers() : SqlMigration("0090_blocked_brokers.sql");
[Migration("20261128_0091_OpenLockouts")] internal sealed class OpenLockouts() : SqlMigration("0091_open_lockouts.sql");
[Migration("20261128_0095_Retention")] internal sealed class RetentionFunctions() : MigrationInParts("0095_retention.sql");
[Migration("20261128_0110_DashboardSessions")] internal sealed class DashboardSessions() : SqlMigration("0110_dashboard_sessions.sql");
[Migration("20261128_0111_TheDatabaseSaysNo")] internal sealed class TheDatabaseSaysNo() : SqlMigration("0111_the_database_says_no.sql");
[Migration("20261128_0112_LedgerSeals")] internal sealed class LedgerSeals() : SqlMigration("0112_ledger_seals.sql");
[Migration("20261128_0120_MessageEdits")] internal sealed class MessageEdits() : SqlMigration("0120_message_edits.sql");
[Migration("20261128_0121_SearchIndexes")] internal sealed class SearchIndexes() : ConcurrentIndexes("0121_search.sql");
[Migration("20261128_0122_RequestSenders")] internal sealed class RequestSenders() : SqlMigration("0122_request_senders.sql");
[Migration("20261128_0140_SavedPlansAndViews")] internal sealed class SavedPlansAndViews() : SqlMigration("0140_saved_plans_and_views.sql");
[Migration("20261128_0141_Counts")] internal sealed class Counts() : ConcurrentIndexes("0141_counts.sql");
[Migration("20261128_0142_ListPreviews")] internal sealed class ListPreviews() : SqlMigration("0142_list_previews.sql");
[Migration("20261128_0150_IndexesOfLargeTables")] internal sealed class IndexesOfLargeTables() : ConcurrentIndexes("0150_indexes_of_large_tables.sql");
[Migration("20261128_0151_LimitedOperators")] internal sealed class LimitedOperators() : SqlMigration("0151_limited_operators.sql");
[Migration("20261128_0156_ViewsOfTheFirstPage")] internal sealed class ViewsOfTheFirstPage() : SqlMigration("0156_a_saved_view_of_the_first_page.sql");
[Migration("20261129_0157_OutboxClaims")] internal sealed class OutboxClaims() : SqlMigration("0157_outbox_claims.sql");
[Migration("20261129_0158_SeatsByIndex")] internal sealed class SeatsByIndex() : SqlMigration("0158_seats_by_index.sql");
[Migration("20261129_0159_TrailOfNoWorkspace")] internal sealed class TrailOfNoWorkspace() : MigrationInParts("0159_trail_of_no_workspace.sql");
[Migration("20261129_0160_WaitingMessages")] internal sealed class WaitingMessages() : SqlMigration("0160_waiting_messages.sql");
[Migration("20261129_0161_ContactsByAccount")] internal sealed class ContactsByAccount() : ConcurrentIndexes("0161_contacts_by_account.sql");
[Migration("20261129_0162_AnotherWish")] internal sealed class AnotherWish() : MigrationInParts("0162_the_same_id_with_another_wish.sql");
[Migration("20261129_0164_WhatRetentionKeeps")] internal sealed class WhatRetentionKeeps() : MigrationInParts("0164_what_retention_keeps.sql");
[Migration("20261130_0165_WhoWouldLeave")] internal sealed class WhoWouldLeave() : SqlMigration("0165_who_would_leave.sql");
