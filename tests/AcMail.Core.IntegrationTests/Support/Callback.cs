namespace AcMail.Core.IntegrationTests.Support;

sealed class Callback<T>(Action<T> report) : IProgress<T>
{
    public void Report(T value) => report(value);
}
