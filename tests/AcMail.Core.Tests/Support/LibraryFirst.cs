using System.Runtime.CompilerServices;

namespace AcMail.Core.Tests.Support;

/// <summary>An application registers the library before it composes mail; a test may happen to compose first.</summary>
static class LibraryFirst
{
    [ModuleInitializer]
    public static void Load() => RuntimeHelpers.RunModuleConstructor(typeof(IMailAccount).Module.ModuleHandle);
}
