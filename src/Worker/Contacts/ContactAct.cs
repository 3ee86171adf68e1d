namespace Offboarding.Worker.Contacts;

/// <summary>What can be asked for a contact (E1 to E5).</summary>
public enum ContactAct
{
    Deactivate,
    Invite,
    Archive,
    Unarchive,
    Delete,
}
