namespace AcMail.Testing;

/// <summary>How STORE applies flags.</summary>
enum StoreMode
{
    Replace,
    Add,
    Remove,
}
