using AcMail.Cli;

return await App.RunAsync(args);
