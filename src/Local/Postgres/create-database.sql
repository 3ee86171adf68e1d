CREATE DATABASE offboarding;
