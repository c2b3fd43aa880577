"""What is seen and pressed of quizzes."""
